using System.Net;
using NeoServiceLayer.Gateway.Http;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

public sealed class RateLimitTests
{
    private static readonly IPAddress Client = IPAddress.Parse("192.0.2.1");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 3)]
    [InlineData(1000, 50)]
    public void A_burst_passes_and_then_one_at_a_time(int perSecond, int burst)
    {
        ManualClock clock = new();
        RateLimit limit = new(perSecond, burst, clock);
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(burst, Drain(limit));
            clock.Advance(TimeSpan.FromSeconds(1) / perSecond);
            Assert.Equal(1, Drain(limit));
            clock.Advance(TimeSpan.FromSeconds((double)burst / perSecond));
        }
    }

    [Fact]
    public void It_says_after_how_many_seconds_one_passes_again()
    {
        ManualClock clock = new();
        RateLimit limit = new(requestsPerSecond: 1, burst: 1, clock);
        Assert.True(limit.TryTake(Client, out _));
        Assert.False(limit.TryTake(Client, out int seconds));
        Assert.Equal(1, seconds);
        clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.True(limit.TryTake(Client, out _));
    }

    [Fact]
    public void Clients_do_not_share_a_bucket_but_an_ipv6_network_does()
    {
        // One pair may fall on one place of the table; that many do not.
        RateLimit limit = new(requestsPerSecond: 1, burst: 1, new ManualClock());
        int passed = Enumerable.Range(0, 100).Count(i => limit.TryTake(new IPAddress([198, 51, 100, (byte)i]), out _));
        Assert.InRange(passed, 90, 100);

        RateLimit networks = new(requestsPerSecond: 1, burst: 1, new ManualClock());
        Assert.True(networks.TryTake(IPAddress.Parse("2001:db8::1"), out _));
        Assert.False(networks.TryTake(IPAddress.Parse("2001:db8::ffff:2"), out _));
    }

    [Fact]
    public void Zero_is_no_limit()
    {
        RateLimit limit = new(requestsPerSecond: 0, burst: 1, new ManualClock());
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(limit.TryTake(Client, out int _)));
    }

    private static int Drain(RateLimit limit)
    {
        int taken = 0;
        while (limit.TryTake(Client, out _))
        {
            taken++;
        }

        return taken;
    }
}
