using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Gateway.EnclaveLink;

/// <summary>Says in the log that something came or went: once for each change, however often it is tried meanwhile.</summary>
internal sealed class LinkLog(GatewayLog log)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> there = [];

    /// <summary>Notes what is so now, if that is new.</summary>
    /// <param name="came">The event's name when it is there.</param>
    /// <param name="went">The event's name when it is not.</param>
    /// <param name="isThere">Whether it is; asked under a lock, so that lines stand in the order of what they say.</param>
    /// <param name="end">Why it went.</param>
    internal void Note(string came, string went, Func<bool> isThere, ConnectionEnd end)
    {
        lock (gate)
        {
            bool isNow = isThere();
            if (isNow && there.Add(came))
            {
                log.Write(Contracts.Host.LogLevel.Information, came);
            }
            else if (!isNow && there.Remove(came))
            {
                log.Write(Contracts.Host.LogLevel.Warning, went, end.ToString());
            }
        }
    }
}
