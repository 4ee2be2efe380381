using System.Text.Json;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Schemas;

namespace NeoServiceLayer.Gateway.ServiceLayer;

/// <summary>The parent's part of the <c>system</c> service.</summary>
internal static class SystemAnswers
{
    /// <param name="answers">Where they are bound.</param>
    /// <param name="operations">What getOperations lists.</param>
    /// <param name="isLinkUp">Whether the enclave answers.</param>
    /// <param name="clock">The time.</param>
    internal static void Bind(
        ParentAnswers answers, IEnumerable<Operation> operations, Func<bool> isLinkUp, TimeProvider clock)
    {
        long began = clock.GetTimestamp();
        answers.BindConstant(
            SystemOperations.GetOperations,
            new GetOperationsResponse { Operations = [.. operations.Select(Describe)] });
        answers.Bind(SystemOperations.GetStatus, _ => new GetStatusResponse
        {
            Gateway = new GatewayStatus
            {
                Version = ProductVersion.Text,
                UptimeSeconds = (long)clock.GetElapsedTime(began).TotalSeconds,
                EnclaveLink = isLinkUp() ? LinkState.Up : LinkState.Down,
                Trusted = false,
            },
        });
    }

    private static OperationDescription Describe(Operation operation) => new()
    {
        ServiceType = operation.Service,
        Operation = operation.Name,
        Summary = operation.Summary,
        Access = JsonNamingPolicy.CamelCase.ConvertName(operation.Access.ToString()),
        ChangesState = operation.Effects == Effects.ChangesState,
        Place = JsonNamingPolicy.CamelCase.ConvertName(operation.Place.ToString()),
        RequestSchema = PayloadSchema.ToElement(PayloadSchema.Of(PayloadMetadata.Request(operation))),
        ResponseSchema = PayloadSchema.ToElement(PayloadSchema.Of(PayloadMetadata.Response(operation))),
    };
}
