using System.Globalization;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>Policies' figures, each at its edge and one beyond it. They count at reservation.</summary>
public sealed class SponsorLimitTests
{
    private static readonly string Total = Text(TotalOfOne());

    [Fact]
    public async Task A_transaction_costs_the_limit_at_most()
    {
        using SponsorWorld exact = await SponsorWorld.OpenAsync(policy => policy with { MaxPerTransaction = Total });
        await exact.SponsorAsync(exact.Transfer());
        using SponsorWorld less = await SponsorWorld.OpenAsync(policy => policy with { MaxPerTransaction = Text(TotalOfOne() - 1) });
        await DeniedAsync(less, SponsorViolationCode.OverPerTransaction);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(-1, 1)]
    [InlineData(1, 2)]
    public async Task A_user_spends_the_limit_of_a_window_at_most(int more, int allowed)
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync(policy => policy with { MaxPerUser = Text((2 * TotalOfOne()) + more), WindowSeconds = 60 });
        for (int window = 0; window < 2; window++)
        {
            for (int i = 0; i < allowed; i++)
            {
                await world.SponsorAsync(world.Transfer());
            }

            await DeniedAsync(world, SponsorViolationCode.OverPerUser);
            await world.SponsorAsync(world.Transfer(world.Other));
            await world.DecideAllAsync(OutboxStatus.Confirmed);
            world.Bank.Now = EndOfWindow(world.Bank.Now, 60);
        }
    }

    [Fact]
    public async Task A_window_ends_with_its_last_second()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync(policy => policy with { MaxPerUser = Total, WindowSeconds = 60 });
        world.Bank.Now = EndOfWindow(world.Bank.Now, 60);
        await world.SponsorAsync(world.Transfer());
        world.Bank.Now += TimeSpan.FromMilliseconds(59_999);
        await DeniedAsync(world, SponsorViolationCode.OverPerUser);
        world.Bank.Now += TimeSpan.FromMilliseconds(1);
        await world.SponsorAsync(world.Transfer());
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(-1, 1)]
    public async Task All_users_together_spend_the_limit_of_a_day_at_most(int more, int allowed)
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync(policy => policy with { MaxPerDay = Text((2 * TotalOfOne()) + more) });
        PrivateKey[] users = [world.User, world.Other];
        for (int i = 0; i < allowed; i++)
        {
            await world.SponsorAsync(world.Transfer(users[i]));
        }

        await DeniedAsync(world, SponsorViolationCode.OverPerDay);
        Assert.Equal(Text(allowed * TotalOfOne()), (await world.PolicyAsync()).SpentToday);
        world.Bank.Now = EndOfWindow(world.Bank.Now, 86_400);
        await world.SponsorAsync(world.Transfer());
        Assert.Equal(Total, (await world.PolicyAsync()).SpentToday);
    }

    [Fact]
    public async Task What_expires_no_longer_counts_and_what_is_mined_does()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync(policy => policy with { MaxPerUser = Total, MaxPerDay = Total });
        Transaction first = world.Transfer();
        await world.SponsorAsync(first);
        await DeniedAsync(world, SponsorViolationCode.OverPerUser, SponsorViolationCode.OverPerDay);
        await world.EndAsync(first, OutboxStatus.Expired);
        Assert.Equal((SponsorWorld.Funds, 0L), await world.BalancesAsync());
        Transaction second = world.Transfer();
        await world.SponsorAsync(second);
        await world.EndAsync(second, OutboxStatus.Confirmed);
        await DeniedAsync(world, SponsorViolationCode.OverPerUser, SponsorViolationCode.OverPerDay);
        await world.MustBalanceAsync();
    }

    [Fact]
    public async Task Reservations_that_are_parked_are_so_many_a_user_and_so_many_in_all()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync(policy => policy with { MaxOutstandingPerUser = 2, MaxOutstanding = 3 });
        Transaction[] parked = [world.Transfer(), world.Transfer()];
        await world.SponsorAsync(parked[0]);
        await world.RelayAsync(parked[1]);
        await DeniedAsync(world, SponsorViolationCode.UserOutstanding);
        await world.SponsorAsync(world.Transfer(world.Other));
        Assert.Equal([SponsorViolationCode.PolicyOutstanding], await world.CodesAsync(world.Transfer(world.Other)));
        await DeniedAsync(world, SponsorViolationCode.UserOutstanding, SponsorViolationCode.PolicyOutstanding);
        await world.EndAsync(parked[0], OutboxStatus.Expired);
        Assert.Equal(2, (await world.PolicyAsync()).Outstanding);
        await world.SponsorAsync(world.Transfer());
    }

    [Fact]
    public async Task A_user_fails_as_often_as_is_forgiven_and_never_more_however_many_are_under_way()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync(policy => policy with { MaxFaults = 2, MaxOutstandingPerUser = 10, WindowSeconds = 600 });
        Transaction[] both = [world.Transfer(), world.Transfer()];
        await world.SponsorAsync(both[0]);
        await world.SponsorAsync(both[1]);
        await DeniedAsync(world, SponsorViolationCode.UserOutstanding);
        await world.EndAsync(both[0], OutboxStatus.Failed);
        await DeniedAsync(world, SponsorViolationCode.UserOutstanding);
        await world.EndAsync(both[1], OutboxStatus.Failed);
        await DeniedAsync(world, SponsorViolationCode.UserBlocked);
        Assert.Empty(await world.CodesAsync(world.Transfer(world.Other)));
        Assert.Equal(SponsorWorld.Funds - (2 * TotalOfOne()), (await world.BalancesAsync()).Available);

        world.Bank.Now += TimeSpan.FromSeconds(599);
        await DeniedAsync(world, SponsorViolationCode.UserBlocked);
        world.Bank.Now += TimeSpan.FromSeconds(1);
        await world.SponsorAsync(world.Transfer());
    }

    [Fact]
    public async Task The_policy_s_owner_forgives_at_once()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync(policy => policy with { MaxFaults = 1 });
        Transaction failing = world.Transfer();
        await world.RelayAsync(failing);
        await world.EndAsync(failing, OutboxStatus.Failed);
        await DeniedAsync(world, SponsorViolationCode.UserBlocked);
        await world.UpdateAsync(new UpdateSponsorPolicyRequest
        {
            PolicyId = world.Policy.PolicyId,
            Unblock = [Address.ToAddress(world.User.PublicKey.ScriptHash), Address.ToAddress(SponsorWorld.Friend)],
        });
        await world.SponsorAsync(world.Transfer());
    }

    [Fact]
    public async Task More_than_is_available_is_not_reserved()
    {
        using SponsorWorld world = await SponsorWorld.OpenAsync(policy => policy with { MaxPerTransaction = Text(long.MaxValue), MaxPerUser = Text(long.MaxValue), MaxPerDay = Text(long.MaxValue) });
        await world.Bank.Alice.ReserveAsync(world.Account, SponsorWorld.Funds - TotalOfOne() + 1);
        Transaction transfer = world.Transfer();
        Assert.Equal([SponsorViolationCode.InsufficientFunds], await world.CodesAsync(transfer));
        await Refused.AsAsync(ErrorCode.InsufficientFunds, world.SponsorAsync(transfer));
        Assert.Equal(0, (await world.PolicyAsync()).Outstanding);
        world.Bank.Now += TimeSpan.FromSeconds(60);
        await world.SponsorAsync(transfer);
    }

    private static async Task DeniedAsync(SponsorWorld world, params IReadOnlyList<SponsorViolationCode> codes)
    {
        Transaction transfer = world.Transfer();
        Assert.Equal(codes, await world.CodesAsync(transfer));
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.SponsorAsync(transfer));
    }

    private static DateTimeOffset EndOfWindow(DateTimeOffset time, int seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(((time.ToUnixTimeSeconds() / seconds) + 1) * seconds);

    /// <summary>What one of these tests' transfers costs: all of them have one size.</summary>
    private static long TotalOfOne()
    {
        using PrivateKey any = PrivateKey.Create();
        UInt160 from = any.PublicKey.ScriptHash;
        Transaction bare = new()
        {
            Nonce = 1,
            SystemFee = NetworkDouble.SystemFee,
            NetworkFee = 0,
            ValidUntilBlock = 100,
            Signers = [SponsorWorld.Seat(SponsorWorld.Friend, WitnessScopes.None), SponsorWorld.Seat(from)],
            Script = new NeoServiceLayer.Neo.Scripts.ScriptBuilder().Transfer(NeoServiceLayer.Neo.Scripts.NativeContracts.Gas, from, SponsorWorld.Friend, 1000).ToArray(),
        };
        return bare.SystemFee + SponsorWorld.LeastFee(bare);
    }

    private static string Text(long amount) => amount.ToString(CultureInfo.InvariantCulture);
}
