using NeoServiceLayer.Gateway.HostServices;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Gateway.EnclaveLink;

/// <summary>A few multiplexed connections to the enclave, shared by all requests.</summary>
internal sealed class EnclaveLink : IEnclaveLink, IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly LinkConnection[] connections;
    private readonly HostConnection host;
    private readonly Timer expiry;
    private readonly LinkLog log;

    /// <param name="settings">Where the enclave is.</param>
    /// <param name="hostTable">What the enclave may ask of its host.</param>
    /// <param name="readiness">What the enclave's heartbeats tell.</param>
    /// <param name="log">Where it is said that the link comes and goes, and that a handler failed.</param>
    internal EnclaveLink(EnclaveLinkSettings settings, OperationTable hostTable, EnclaveReadiness readiness, GatewayLog log)
    {
        this.log = new LinkLog(log);
        connections = [.. Enumerable.Range(0, settings.Connections).Select(_ => new LinkConnection(settings, LinkChanged))];
        host = new HostConnection(
            settings,
            hostTable,
            readiness,
            (operation, fault) => log.WriteFault("host.fault", operation, fault),
            end => this.log.Note("host.attached", "host.detached", () => IsHostAttached, end));
        expiry = new Timer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsUp => Array.Exists(connections, connection => connection.IsUp);

    public bool IsHostAttached => host.IsAttached;

    /// <summary>Whether the enclave serves with this gateway for its host.</summary>
    internal bool IsServing => host.IsServing;

    public int InFlight => connections.Sum(connection => connection.InFlight);

    /// <summary>Begins to dial, in the background.</summary>
    internal void Start()
    {
        foreach (LinkConnection connection in connections)
        {
            connection.Start();
        }

        host.Start();
        expiry.Change(Tick, Tick);
    }

    public ErrorCode? TryStart(PendingCall call)
    {
        // The least loaded first; the others only if it cannot take this one. Two requests of one id never share a
        // connection, and must not run side by side on two either.
        LinkConnection? best = null;
        foreach (LinkConnection connection in connections)
        {
            if (connection.Has(call))
            {
                return ErrorCode.DuplicateRequestId;
            }

            if (connection.IsUp && (best is null || connection.InFlight < best.InFlight))
            {
                best = connection;
            }
        }

        return best is null ? ErrorCode.EnclaveUnreachable : best.TryStart(call);
    }

    public void Dispose()
    {
        expiry.Dispose();
        host.Dispose();
        foreach (LinkConnection connection in connections)
        {
            connection.Dispose();
        }
    }

    private void LinkChanged(ConnectionEnd end) => log.Note("link.up", "link.down", () => IsUp, end);

    private void Expire()
    {
        foreach (LinkConnection connection in connections)
        {
            connection.Expire();
        }
    }
}
