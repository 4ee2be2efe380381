using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.Host;

/// <summary>What the enclave asks of the host that is attached to it: the <c>host</c> and <c>log</c> services; <see cref="RecordOperations"/> are beside them.</summary>
public static class HostOperations
{
    /// <summary>Shows that the host is alive; one that misses its heartbeats is let go.</summary>
    public static readonly Operation<HeartbeatRequest, HeartbeatResponse> Heartbeat = new(
        "host", "heartbeat", "Shows that the host is alive.",
        static () => HostRequestJson.Default.HeartbeatRequest, static () => HostResponseJson.Default.HeartbeatResponse)
    { Access = Access.Host };

    /// <summary>Hands over log events, which the host writes where it writes its own.</summary>
    public static readonly Operation<AppendLogRequest, AppendLogResponse> AppendLog = new(
        "log", "append", "Hands over log events of the enclave.",
        static () => HostRequestJson.Default.AppendLogRequest, static () => HostResponseJson.Default.AppendLogResponse)
    { Access = Access.Host };

    /// <summary>Every operation that a host serves.</summary>
    public static IReadOnlyList<Operation> All { get; } = [Heartbeat, AppendLog, .. RecordOperations.All];
}
