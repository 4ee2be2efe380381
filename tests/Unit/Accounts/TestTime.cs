using NeoServiceLayer.Enclave.Core.Clock;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>A machine's clocks, and the source of the enclave's time: they go when told. Timers are left to be fired by hand.</summary>
internal sealed class TestTime : TimeProvider, ITimeSource
{
    private readonly Lock gate = new();
    private readonly List<Action> timers = [];
    private DateTimeOffset now = new(2026, 11, 25, 12, 0, 0, 123, TimeSpan.Zero);
    private long timestamp = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Read();

    public override long GetTimestamp() => Volatile.Read(ref timestamp);

    public DateTimeOffset Read()
    {
        lock (gate)
        {
            return now;
        }
    }

    /// <summary>Time passes, by every clock.</summary>
    internal void Advance(TimeSpan by)
    {
        lock (gate)
        {
            now += by;
            timestamp += by.Ticks;
        }
    }

    /// <summary>The source is put forward, or back.</summary>
    internal void Jump(TimeSpan by)
    {
        lock (gate)
        {
            now += by;
        }
    }

    /// <summary>Fires every timer that lives.</summary>
    internal void Fire()
    {
        foreach (Action timer in timers.ToArray())
        {
            timer();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // What waits for a time that passes by itself is the engine's; a period of minutes is the clock's own.
        if (period != EnclaveClock.ComparePeriod)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }

        Action fire = () => callback(state);
        timers.Add(fire);
        return new ManualTimer(() => timers.Remove(fire));
    }

    private sealed class ManualTimer(Action stop) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => stop();

        public ValueTask DisposeAsync()
        {
            stop();
            return ValueTask.CompletedTask;
        }
    }
}
