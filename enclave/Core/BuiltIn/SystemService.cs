using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.BuiltIn;

/// <summary>The <c>system</c> service: it answers also while the enclave waits for its host, or for its operators.</summary>
internal sealed class SystemService(
    EnclaveMode mode, RootKeySource source, TimeProvider clock, Func<EnclaveCondition> condition, Func<GetMetricsResponse> figures)
{
    private const int MaxEcho = 1024;

    private static readonly string[] Services =
        [.. Operations.All.Where(operation => operation.Place != Place.Parent).Select(operation => operation.Service).Distinct()];

    private readonly long began = clock.GetTimestamp();

    internal void Bind(OperationMap map) => map
        .Bind(SystemOperations.Ping, Ping)
        .Bind(SystemOperations.GetStatus, GetStatus)
        .Bind(SystemOperations.GetMetrics, GetMetrics);

    private PingResponse Ping(PingRequest request, in CallContext context)
    {
        if (request.Echo?.Length > MaxEcho)
        {
            throw new RequestException($"echo has at most {MaxEcho} characters.");
        }

        return new PingResponse { Echo = request.Echo, Time = clock.GetUtcNow().UtcDateTime };
    }

    private GetStatusResponse GetStatus(GetStatusRequest request, in CallContext context)
    {
        EnclaveCondition now = condition();
        return new GetStatusResponse
        {
            Enclave = new EnclaveStatus
            {
                Version = ProductVersion.Text,
                Mode = mode,
                State = now.State,
                UptimeSeconds = (long)clock.GetElapsedTime(began).TotalSeconds,
                GenesisId = now.GenesisId,
                RootKey = source,
                Operators = now.Operators,
                StateProblem = now.Problem,
                Lineage = now.Lineage,
                Accepted = now.Accepted,
                Services = Services,
                Networks = now.Networks,
            },
        };
    }

    private GetMetricsResponse GetMetrics(GetMetricsRequest request, in CallContext context) => figures();
}
