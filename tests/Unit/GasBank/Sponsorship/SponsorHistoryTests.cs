using CsCheck;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>
/// Any history of sponsored transactions, outcomes and time: the books balance, what is reserved is what is under way, no limit is ever
/// passed, no user fails more often than is forgiven, and what the bank has is what the chain left it.
/// </summary>
public sealed class SponsorHistoryTests
{
    private const int MaxFaults = 2;
    private const int WindowSeconds = 60;
    private const int MaxOutstanding = 4;

    private static readonly Gen<(int What, int Which)[]> Histories = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 11]).Array[1, 60];

    [Fact]
    public Task Nothing_is_lost_and_no_limit_is_passed_whatever_happens() => Histories.SampleAsync(
        async steps =>
        {
            using SponsorWorld world = await SponsorWorld.OpenAsync(policy => policy with
            {
                MaxFaults = MaxFaults,
                WindowSeconds = WindowSeconds,
                MaxOutstanding = MaxOutstanding,
                MaxPerUser = "60000000",
            });
            History history = new(world);
            foreach ((int what, int which) in steps)
            {
                await history.StepAsync(what, which);
                await history.MustHoldAsync();
            }
        },
        iter: 60);

    private sealed class History(SponsorWorld world)
    {
        private readonly List<Transaction> underWay = [];
        private readonly List<(UInt160 User, DateTimeOffset Time)> faults = [];
        private readonly List<(UInt160 User, long Window, Transaction Transaction)> counted = [];
        private long burnt;

        internal async Task StepAsync(int what, int which)
        {
            PrivateKey user = which % 2 == 0 ? world.User : world.Other;
            switch (what)
            {
                case <= 4:
                    Transaction transfer = world.Transfer(user);
                    if (await TryAsync(transfer, relay: which % 3 == 0))
                    {
                        underWay.Add(transfer);
                        counted.Add((user.PublicKey.ScriptHash, world.Bank.Now.ToUnixTimeSeconds() / WindowSeconds, transfer));
                    }

                    break;
                case 5 when underWay.Count > 0:
                    Assert.True(await TryAsync(underWay[which % underWay.Count], relay: which % 3 == 0), "What is sponsored already is given again.");
                    break;
                case 6 or 7 or 8 when underWay.Count > 0:
                    await EndAsync(underWay[which % underWay.Count], (OutboxStatus)((int)OutboxStatus.Confirmed + (which % 3)));
                    break;
                default:
                    world.Bank.Now += TimeSpan.FromSeconds(which * 7);
                    break;
            }
        }

        internal async Task MustHoldAsync()
        {
            await world.MustBalanceAsync();
            long reserved = underWay.Sum(SponsorWorld.TotalOf);
            Assert.Equal((SponsorWorld.Funds - burnt - reserved, reserved), await world.BalancesAsync());
            Assert.Equal(SponsorWorld.Funds - burnt, (long)world.Bank.Network.BalanceOf(world.Payer));
            Assert.Equal(underWay.Count, (await world.PolicyAsync()).Outstanding);
            Assert.InRange(underWay.Count, 0, MaxOutstanding);
            Assert.All(
                counted.GroupBy(each => (each.User, each.Window)),
                window => Assert.InRange(window.Sum(each => SponsorWorld.TotalOf(each.Transaction)), 0, GasBankWorld.Number(world.Policy.MaxPerUser)));
            Assert.All(
                faults,
                fault => Assert.InRange(
                    faults.Count(other => other.User == fault.User && other.Time >= fault.Time && other.Time < fault.Time.AddSeconds(WindowSeconds)), 1, MaxFaults));
        }

        private async Task EndAsync(Transaction transaction, OutboxStatus status)
        {
            underWay.Remove(transaction);
            await world.EndAsync(transaction, status);
            if (status == OutboxStatus.Expired)
            {
                counted.RemoveAll(each => each.Transaction == transaction);
                return;
            }

            burnt += SponsorWorld.TotalOf(transaction);
            if (status == OutboxStatus.Failed)
            {
                faults.Add((transaction.Signers[1].Account, world.Bank.Now));
            }
        }

        private async Task<bool> TryAsync(Transaction transaction, bool relay)
        {
            try
            {
                _ = relay ? (object)await world.RelayAsync(transaction) : await world.SponsorAsync(transaction);
                return true;
            }
            catch (RequestException refused)
            {
                Assert.Equal(ErrorCode.PolicyDenied, refused.Code);
                return false;
            }
        }
    }
}
