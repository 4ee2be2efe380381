using NeoServiceLayer.Enclave.Core.Clock;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

public sealed class EnclaveClockTests
{
    private readonly TestTime time = new();
    private readonly List<TimeSpan> jumps = [];

    [Fact]
    public void It_is_carried_on_between_comparisons()
    {
        using EnclaveClock clock = Clock();
        Assert.True(clock.IsTrusted);
        Assert.Equal(time.Read(), clock.GetUtcNow());
        time.Advance(TimeSpan.FromSeconds(42));
        Assert.Equal(time.Read(), clock.GetUtcNow());
        time.Jump(TimeSpan.FromHours(1));
        Assert.Equal(time.Read() - TimeSpan.FromHours(1), clock.GetUtcNow());
    }

    [Fact]
    public void A_source_ahead_is_followed_and_told_of()
    {
        using EnclaveClock clock = Clock();
        time.Jump(TimeSpan.FromHours(1));
        time.Fire();
        Assert.Equal(time.Read(), clock.GetUtcNow());
        Assert.Equal([TimeSpan.FromHours(1)], jumps);
        time.Fire();
        Assert.Single(jumps);
    }

    [Fact]
    public void A_source_behind_is_waited_for()
    {
        using EnclaveClock clock = Clock();
        DateTimeOffset before = clock.GetUtcNow();
        time.Jump(TimeSpan.FromMinutes(-10));
        time.Fire();
        Assert.Equal([TimeSpan.FromMinutes(-10)], jumps);
        for (int minute = 0; minute < 10; minute++)
        {
            Assert.Equal(before, clock.GetUtcNow());
            time.Advance(TimeSpan.FromMinutes(1));
            time.Fire();
        }

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(before + TimeSpan.FromSeconds(1), clock.GetUtcNow());
        Assert.Single(jumps);
    }

    [Fact]
    public void A_little_drift_is_nothing_to_tell_of()
    {
        using EnclaveClock clock = Clock();
        time.Advance(EnclaveClock.ComparePeriod);
        time.Jump(EnclaveClock.Tolerance);
        time.Fire();
        Assert.Empty(jumps);
        time.Jump(EnclaveClock.Tolerance + TimeSpan.FromTicks(1));
        time.Fire();
        Assert.Single(jumps);
    }

    [Fact]
    public void Without_a_source_it_is_not_trusted()
    {
        using EnclaveClock clock = new(source: null, time);
        Assert.False(clock.IsTrusted);
        Assert.Equal(time.Read(), clock.GetUtcNow());
    }

    private EnclaveClock Clock() => new(time, time) { Jumped = jumps.Add };
}
