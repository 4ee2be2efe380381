using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>
/// The enclave dies at every call that it makes while GAS comes in, is held and goes out: the next one finds books that balance, and goes
/// on until they agree with the chain to the datoshi, with each transfer credited once and each payment made once at most.
/// </summary>
public sealed class LedgerCrashTests
{
    private const long Funds = 1_000_000_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_death_at_any_call_the_ledger_agrees_with_the_chain(bool after)
    {
        int died = 0;
        for (int call = 1; ; call++)
        {
            MemoryStore store = new();
            NetworkDouble chain = new();
            MemoryRecordHost host = new(store) { DiesAt = call, DiesAfter = after };
            Work work = new();
            await work.RunAsync(host, chain);
            await MustHoldAsync(store, chain, work);
            if (host.Asked < call)
            {
                Assert.Equal(Work.Steps, work.Done);
                break;
            }

            died++;
        }

        Assert.True(died > Work.Steps, "It never died while it worked.");
    }

    private static async Task MustHoldAsync(MemoryStore store, NetworkDouble chain, Work work)
    {
        using TestState state = await TestState.OpenAsync(store);
        GasBankWorld world = new(state.Store, chain);
        if (work.Account is not { } account)
        {
            return;
        }

        // What was sent is credited, whatever was credited before; what was signed and is in the outbox ends, each once.
        Books.MustBalance(await world.Alice.LedgerAsync(account.BankAccountId), await world.Alice.GetAsync(account));
        await world.Alice.DepositAsync(account, work.Paid);
        foreach (UInt256 hash in (await state.Store.CommitAsync("test", world.Outbox.HashesAsync)).Result)
        {
            LedgerEntry signed = Assert.Single(await world.Alice.LedgerAsync(account.BankAccountId, LedgerEntryKind.Withdrawal), entry => entry.TransactionHash == hash.ToString());
            OutboxStatus status = OutboxStatus.Expired;
            if (await chain.FindTransactionAsync(hash) is null && signed.Reference != "order 1")
            {
                status = OutboxStatus.Confirmed;
                long pending = signed.Legs.Where(leg => leg.Account == LedgerAccount.Pending).Sum(leg => GasBankWorld.Number(leg.Amount));
                chain.Mine(hash, halted: true);
                chain.Change(GasBankWorld.AccountOf(account), -pending);
            }
            else if (await chain.FindTransactionAsync(hash) is not null)
            {
                status = OutboxStatus.Confirmed;
            }

            Assert.True((await state.Store.CommitAsync("outcomes", tx => world.Outbox.SettleAsync(tx, hash, status, world.Now))).Result);
        }

        Books.MustBalance(await world.Alice.LedgerAsync(account.BankAccountId), await world.Alice.GetAsync(account));
        ReconcileResponse compared = await world.Alice.ReconcileAsync(account);
        Assert.True(compared.Agrees, $"{compared.Difference} after {work.Done} steps.");
        Assert.Equal(2, (await world.Alice.LedgerAsync(account.BankAccountId, LedgerEntryKind.Deposit)).Count);
        Assert.Null(LedgerProofVerifier.FindFault(await world.Alice.ProveAsync(account)));
    }

    /// <summary>What an owner does, until it is done or the host has died.</summary>
    private sealed class Work
    {
        internal const int Steps = 8;

        internal int Done { get; private set; }

        /// <summary>The bank account, once it is known to exist.</summary>
        internal BankAccountDescription? Account { get; private set; }

        internal UInt256 Paid { get; private set; }

        internal async Task RunAsync(MemoryRecordHost host, NetworkDouble chain)
        {
            using TestState state = TestState.Start(host, settings: TestState.Quick with { CacheBytes = 0, DoubtPatience = TimeSpan.FromMilliseconds(1) });
            await state.UntilAsync(() => state.Store.IsOpen || state.Store.Problem is not null);
            GasBankWorld world = new(state.Store, chain);
            try
            {
                await WorkAsync(world);
            }
            catch (RequestException died)
            {
                Assert.True(host.Asked >= host.DiesAt, died.Message);
            }
        }

        private async Task WorkAsync(GasBankWorld world)
        {
            BankAccountDescription account = Account = await world.Alice.CreateAsync();
            Done++;
            Paid = world.Pay(account, Funds, 1);
            await world.Alice.DepositAsync(account, Paid);
            Done++;
            PaymentResponse payment = await world.Alice.WithdrawAsync(account, 1000);
            Done++;
            AllocationDescription allocation = await world.Alice.AllocateAsync(account, 500, functionId: "f");
            Done++;
            ReservationDescription held = await world.Alice.ReserveAsync(account, 700);
            Done++;
            await world.EndAsync(payment, OutboxStatus.Confirmed, account);
            Done++;
            await world.Alice.SettleAsync(held.ReservationId, 600);
            Done++;
            await world.Alice.ReleaseAllocationAsync(allocation.AllocationId);
            Done++;
        }
    }
}
