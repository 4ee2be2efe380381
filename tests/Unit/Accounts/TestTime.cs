using NeoServiceLayer.Enclave.Core.Attestation;
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

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => Volatile.Read(ref timestamp);

    /// <summary>Whether the source fails when it is asked.</summary>
    internal bool SourceFails { get; set; }

    /// <summary>What the source does before it answers.</summary>
    internal Action Reading { get; set; } = static () => { };

    /// <summary>What the source says only whole numbers of; none: it says all that it knows.</summary>
    internal TimeSpan Grain { get; set; } = TimeSpan.FromTicks(1);

    public DateTimeOffset Read()
    {
        Reading();
        DateTimeOffset read = GetUtcNow();
        return SourceFails ? throw new SecurityModuleException("It was told to fail.") : read - TimeSpan.FromTicks(read.Ticks % Grain.Ticks);
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
