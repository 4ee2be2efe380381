using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>Requests at once, in lanes of their own, over the real state: none sees what another has spent as unspent.</summary>
public sealed class LedgerConcurrencyTests
{
    private const long Funds = 200;
    private const long Each = 10;

    [Fact]
    public async Task No_more_is_held_than_there_is_and_no_deposit_is_credited_twice()
    {
        using TestState state = await TestState.OpenAsync();
        GasBankWorld world = new(state.Store) { RunsAtOnce = true };
        BankAccountDescription account = await world.Alice.FundedAsync(Funds);
        UInt256 paid = world.Pay(account, 1, 2, 4);
        long[] credited = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
            i % 8 == 0 ? GasBankWorld.Number((await world.Alice.DepositAsync(account, paid)).Credited) : await TryHoldAsync(world, account))));

        BankAccountDescription after = await world.Alice.GetAsync(account);
        Assert.Equal(7, credited.Sum());
        Assert.Equal((Funds, "7"), (GasBankWorld.Number(after.Reserved), after.Available));
        List<LedgerEntry> entries = await world.Alice.LedgerAsync(account.BankAccountId);
        Books.MustBalance(entries, after);
        Assert.Equal(Funds / Each, entries.Count(entry => entry.Kind == LedgerEntryKind.Reserved));
    }

    [Fact]
    public async Task Many_bank_accounts_that_change_at_once_keep_one_tree()
    {
        using TestState state = await TestState.OpenAsync();
        GasBankWorld world = new(state.Store) { RunsAtOnce = true };
        BankAccountDescription[] accounts = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() => world.Alice.CreateAsync())));
        UInt256[] paid = [.. accounts.Select(account => world.Pay(account, 3, 5))];
        await Task.WhenAll(accounts.Select((account, i) => Task.Run(() => world.Alice.DepositAsync(account, paid[i]))));
        LedgerProof[] proofs = await Task.WhenAll(accounts.Select(account => Task.Run(() => world.Alice.ProveAsync(account))));
        Assert.All(proofs, proof => Assert.Null(LedgerProofVerifier.FindFault(proof)));
        Assert.Equal((proofs[0].Root, "192", 24L), Assert.Single(proofs.Select(proof => (proof.Root, proof.Total, proof.Count)).Distinct()));
    }

    /// <summary>Holds some, if there is as much; gives nothing that was credited.</summary>
    private static async Task<long> TryHoldAsync(GasBankWorld world, BankAccountDescription account)
    {
        try
        {
            await world.Alice.ReserveAsync(account, Each);
        }
        catch (RequestException refused)
        {
            Assert.Same(ErrorCode.InsufficientFunds, refused.Code);
        }

        return 0;
    }
}
