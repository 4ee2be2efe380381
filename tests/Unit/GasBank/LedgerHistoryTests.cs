using CsCheck;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>
/// Any history of deposits, payments, holds and outcomes: the books balance at each step, each bucket is what is held in it, and what the
/// bank owes is what the chain shows, but for what it was not told of.
/// </summary>
public sealed class LedgerHistoryTests
{
    private static readonly Gen<(int What, int Which, long Amount)[]> Histories =
        Gen.Select(Gen.Int[0, 15], Gen.Int[0, 9], Gen.Frequency((4, Gen.Long[1, 400_000_000]), (1, Gen.Const(1L)))).Array[1, 60];

    [Fact]
    public Task The_books_balance_whatever_happens() => Histories.SampleAsync(
        async steps =>
        {
            History history = await History.BeginAsync();
            foreach ((int what, int which, long amount) in steps)
            {
                await history.StepAsync(what, which, amount);
                await history.MustHoldAsync();
            }

            await history.EndAsync();
        },
        iter: 60);

    private sealed class History(GasBankWorld world, BankAccountDescription account)
    {
        private readonly List<UInt256> paid = [];
        private readonly List<PaymentResponse> payments = [];
        private readonly List<string> reservations = [];
        private readonly List<string> allocations = [];
        private readonly List<(string Id, UInt256 Hash, long Amount)> fees = [];
        private int functions;
        private int hashes;

        internal static async Task<History> BeginAsync()
        {
            GasBankWorld world = new();
            return new History(world, await world.Alice.CreateAsync());
        }

        internal async Task StepAsync(int what, int which, long amount)
        {
            try
            {
                await TryAsync(what, which, amount);
            }
            catch (RequestException refused)
            {
                Assert.Contains(refused.Code, (ErrorCode[])[ErrorCode.InsufficientFunds, ErrorCode.NotFound, ErrorCode.InvalidRequest]);
            }
        }

        private async Task TryAsync(int what, int which, long amount)
        {
            switch (what)
            {
                case 0 or 1 or 2:
                    paid.Add(world.Pay(account, amount, 1, amount / 2 + 1));
                    break;
                case 3 or 4 when paid.Count > 0:
                    await world.Alice.DepositAsync(account, paid[which % paid.Count]);
                    break;
                case 5 or 6:
                    payments.Add(await world.Alice.WithdrawAsync(account, amount));
                    break;
                case 7 or 8 when payments.Count > 0:
                    PaymentResponse payment = payments[which % payments.Count];
                    payments.Remove(payment);
                    Assert.True(await world.EndAsync(payment, (OutboxStatus)((int)OutboxStatus.Confirmed + (which % 3)), account));
                    break;
                case 9:
                    string id = (await world.Alice.AllocateAsync(account, amount, functionId: $"f{functions++}", expiresAt: which > 4 ? world.Now.UtcDateTime.AddSeconds(which) : null)).AllocationId;
                    allocations.Add(id);
                    break;
                case 10 when allocations.Count > 0:
                    string changed = allocations[which % allocations.Count];
                    _ = which % 2 == 0 ? await world.Alice.UpdateAsync(changed, amount) : await world.Alice.ReleaseAllocationAsync(changed);
                    break;
                case 11:
                    reservations.Add((await world.Alice.ReserveAsync(account, amount, ttl: which + 1)).ReservationId);
                    break;
                case 12 when reservations.Count > 0:
                    payments.Add(await world.Alice.SettleAsync(reservations[which % reservations.Count], amount / 3 + 1));
                    break;
                case 13 when reservations.Count > 0:
                    await world.Alice.ReleaseAsync(reservations[which % reservations.Count]);
                    break;
                case 14:
                    await FeesAsync(which, amount);
                    break;
                default:
                    world.Now = world.Now.AddSeconds(which);
                    break;
            }
        }

        private async Task FeesAsync(int which, long amount)
        {
            if (which < 6 || fees.Count == 0)
            {
                UInt256 hash = Hash();
                ReservationDocument held = await world.Alice.HoldFeesAsync(account, new FeeHold(amount, hash, 100, "sponsored"));
                fees.Add((held.ReservationId, hash, amount));
                return;
            }

            (string id, UInt256 ended, long burnt) = fees[which % fees.Count];
            fees.RemoveAt(which % fees.Count);
            bool mined = which % 2 == 0;
            if (mined)
            {
                world.Network.Mine(ended, halted: which % 4 == 0);
                world.Network.Change(GasBankWorld.AccountOf(account), -burnt);
            }

            await world.Store.CommitAsync("outcomes", async state =>
            {
                ReservationDocument held = (await world.Service.BankReservations.FindAsync(state, id))!;
                await (mined
                    ? world.Service.BankReservations.SettleAsync(state, held, burnt, world.Now)
                    : world.Service.BankReservations.ReleaseAsync(state, held, world.Now));
                return true;
            });
        }

        private UInt256 Hash()
        {
            byte[] hash = new byte[UInt256.Length];
            BitConverter.TryWriteBytes(hash, ++hashes);
            hash[^1] = 0xFE;
            return new UInt256(hash);
        }

        internal async Task MustHoldAsync()
        {
            BankAccountDescription shown = await world.Alice.GetAsync(account);
            List<LedgerEntry> entries = await world.Alice.LedgerAsync(account.BankAccountId);
            Books.MustBalance(entries, shown);
            long pending = payments.Sum(payment => GasBankWorld.Number(payment.Amount) + GasBankWorld.Number(payment.SystemFee) + GasBankWorld.Number(payment.NetworkFee));
            Assert.Equal(pending, GasBankWorld.Number(shown.Pending));
            Assert.Equal((await world.Alice.AllocationsAsync(account)).Sum(each => GasBankWorld.Number(each.Amount)), GasBankWorld.Number(shown.Allocated));
            Assert.Equal(fees.Sum(fee => fee.Amount) + await OwnersAsync(), GasBankWorld.Number(shown.Reserved));
            ReconcileResponse compared = await world.Alice.ReconcileAsync(account);
            Assert.Equal(payments.Count + fees.Count, compared.UnderWay.Count);
            Assert.True(!compared.Difference.StartsWith('-'), "The chain shows less than the bank owes.");
        }

        /// <summary>What its owner holds, whose time is not over.</summary>
        private async Task<long> OwnersAsync() => (await world.Store.CommitAsync("test", async state =>
        {
            long sum = 0;
            foreach (string id in reservations)
            {
                sum += await world.Service.Holds.FindReservationAsync(state, id) is { } held && !held.IsOver(world.Now) ? held.Amount : 0;
            }

            return sum;
        })).Result;

        /// <summary>Once everything was told, the ledger and the chain agree to the datoshi.</summary>
        internal async Task EndAsync()
        {
            foreach (UInt256 hash in paid)
            {
                await world.Alice.DepositAsync(account, hash);
            }

            ReconcileResponse compared = await world.Alice.ReconcileAsync(account);
            Assert.Equal(("0", true), (compared.Difference, compared.Agrees));
        }
    }
}
