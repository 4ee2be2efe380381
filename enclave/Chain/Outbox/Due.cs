namespace NeoServiceLayer.Enclave.Chain.Outbox;

/// <summary>When something is to be done next: at once, until it says otherwise.</summary>
internal sealed class Due
{
    private int failures;
    private long at = long.MinValue;

    internal bool IsNow(TimeProvider clock) => Volatile.Read(ref at) <= clock.GetTimestamp();

    /// <summary>It went well: again after that time.</summary>
    internal void Rest(TimeSpan time, TimeProvider clock)
    {
        failures = 0;
        Volatile.Write(ref at, clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency));
    }

    /// <summary>It failed: again after a while, twice as long each time.</summary>
    internal void Fail(OutboxSettings settings, TimeProvider clock)
    {
        int before = failures;
        Rest(TimeSpan.FromTicks(Math.Min(settings.LongestRetry.Ticks, settings.FirstRetry.Ticks << Math.Min(before, 10))), clock);
        failures = before + 1;
    }
}
