using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Gateway.HostServices;

/// <summary>Answers what the enclave asks of its host.</summary>
internal static class HostService
{
    private const int MaxEvents = 64;

    /// <param name="map">Where the operations are bound.</param>
    /// <param name="takeLog">Takes the enclave's log events; must not block.</param>
    internal static void Bind(OperationMap map, Action<IReadOnlyList<LogEvent>> takeLog) => map
        .Bind(HostOperations.Heartbeat, static (HeartbeatRequest _, in CallContext _) => new HeartbeatResponse())
        .Bind(HostOperations.AppendLog, (AppendLogRequest request, in CallContext _) => AppendLog(request, takeLog));

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
