using System.Globalization;
using Jint.Runtime;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>The time as the code is told it: it stands still but for the host's answers, and the zone is UTC.</summary>
internal sealed class RunClock : DefaultTimeSystem
{
    private readonly DateTimeOffset _begin;

    public RunClock(DateTimeOffset begin)
        : base(TimeZoneInfo.Utc, CultureInfo.InvariantCulture) => _begin = Now = begin;

    /// <summary>What the time is.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>How long the run takes so far, in milliseconds.</summary>
    public double Elapsed => (Now - _begin).TotalMilliseconds;

    /// <summary>What the host says the time is; it never goes back.</summary>
    public void Advance(DateTimeOffset time) => Now = time > Now ? time : Now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;
}
