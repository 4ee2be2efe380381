namespace NeoServiceLayer.Enclave.PriceFeed.Sources;

/// <summary>How often a source is asked: so many times a minute, up to as many at once as ten seconds' worth. Any thread may use it.</summary>
internal sealed class RateLimit(int perMinute, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly long burst = Math.Max(1, perMinute / 6);
    private long allowed = Math.Max(1, perMinute / 6);
    private long since = clock.GetTimestamp();

    /// <summary>Whether it may be asked now; if so, it counts as asked.</summary>
    internal bool TryTake()
    {
        lock (gate)
        {
            long grown = clock.GetElapsedTime(since).Ticks / (TimeSpan.TicksPerMinute / perMinute);
            if (grown > 0)
            {
                allowed = Math.Min(burst, allowed + grown);
                since = clock.GetTimestamp();
            }

            return allowed > 0 && allowed-- > 0;
        }
    }
}
