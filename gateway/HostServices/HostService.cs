using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Gateway.HostServices;

/// <summary>Answers what the enclave asks of its host.</summary>
internal static class HostService
{
    private const int MaxEvents = 64;

    /// <param name="map">Where the operations are bound.</param>
    /// <param name="readiness">Told whether the enclave serves.</param>
    /// <param name="takeLog">Takes the enclave's log events; must not block.</param>
    internal static void Bind(OperationMap map, EnclaveReadiness readiness, Action<IReadOnlyList<LogEvent>> takeLog) => map
        .Bind(HostOperations.Heartbeat, (HeartbeatRequest request, in CallContext _) => Heartbeat(request, readiness))
        .Bind(HostOperations.AppendLog, (AppendLogRequest request, in CallContext _) => AppendLog(request, takeLog));

    private static HeartbeatResponse Heartbeat(HeartbeatRequest request, EnclaveReadiness readiness)
    {
        readiness.IsServing = request.Serving;
        return new HeartbeatResponse();
    }

    private static AppendLogResponse AppendLog(AppendLogRequest request, Action<IReadOnlyList<LogEvent>> takeLog)
    {
        if (request.Events.Count is 0 or > MaxEvents)
        {
            throw new RequestException($"events has 1 to {MaxEvents} entries.");
        }

        takeLog(request.Events);
        return new AppendLogResponse();
    }
}
