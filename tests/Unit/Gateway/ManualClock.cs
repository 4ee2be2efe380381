namespace NeoServiceLayer.Tests.Gateway;

/// <summary>A clock that goes when told.</summary>
internal sealed class ManualClock : TimeProvider
{
    private long timestamp = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => timestamp;

    public void Advance(TimeSpan by) => timestamp += by.Ticks;
}
