using NeoServiceLayer.Enclave.PriceFeed.Rounds;
using Xunit;

namespace NeoServiceLayer.Tests.PriceFeed;

public sealed class RoundDecisionTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly RoundRule Rule = new(DeviationBps: 100, Heartbeat: TimeSpan.FromHours(1), MinInterval: TimeSpan.FromSeconds(5));

    private readonly RoundDecision decision = new(Rule);

    [Fact]
    public void The_first_price_is_a_round() => Assert.Equal(RoundReason.First, decision.Observe(1, last: null, TimeSpan.MaxValue));

    [Fact]
    public void A_move_counts_when_it_is_seen_twice_to_the_same_side()
    {
        Assert.Equal(RoundReason.None, decision.Observe(10_100, 10_000, Minute));
        Assert.Equal(RoundReason.Deviation, decision.Observe(10_101, 10_000, Minute));
    }

    [Fact]
    public void A_price_that_trembles_at_the_threshold_makes_no_rounds()
    {
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(RoundReason.None, decision.Observe(10_100, 10_000, Minute));
            Assert.Equal(RoundReason.None, decision.Observe(10_099, 10_000, Minute));
            Assert.Equal(RoundReason.None, decision.Observe(9_900, 10_000, Minute));
        }
    }

    [Fact]
    public void Twice_the_move_counts_at_once() => Assert.Equal(RoundReason.Deviation, decision.Observe(9_800, 10_000, Minute));

    [Fact]
    public void Nothing_moves_within_the_least_interval_and_a_round_is_made_at_the_heartbeat()
    {
        Assert.Equal(RoundReason.None, decision.Observe(20_000, 10_000, TimeSpan.FromSeconds(4)));
        Assert.Equal(RoundReason.None, decision.Observe(10_000, 10_000, TimeSpan.FromMinutes(59)));
        Assert.Equal(RoundReason.Heartbeat, decision.Observe(10_000, 10_000, TimeSpan.FromHours(1)));
    }
}
