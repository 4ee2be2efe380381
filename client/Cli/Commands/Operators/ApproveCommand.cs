using System.Text.Json.Nodes;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary><c>nsl operator genesis</c> and <c>rotate</c>: asks a verified enclave to deal; it does once enough operators have asked.</summary>
internal static class ApproveCommand
{
    internal static async Task<int> GenesisAsync(OperatorSession session, CancellationToken cancellationToken)
    {
        GenesisRequest request = new() { BootKey = session.Enclave.Bound("bootKey") };
        return Say(session, await session.Client.CallAsync(SystemOperations.Genesis, request, null, cancellationToken));
    }

    internal static async Task<int> RotateAsync(OperatorSession session, CancellationToken cancellationToken)
    {
        RotateRequest request = new()
        {
            BootKey = session.Enclave.Bound("bootKey"),
            GenesisId = Convert.ToHexStringLower(session.Enclave.Bound("genesisId")),
        };
        return Say(session, await session.Client.CallAsync(SystemOperations.Rotate, request, null, cancellationToken));
    }

    private static int Say(OperatorSession session, ApprovalResponse response) => session.Say(new JsonObject
    {
        ["approved"] = new JsonArray([.. response.Approved.Select(keyId => (JsonNode?)keyId)]),
        ["threshold"] = response.Threshold,
        ["dealt"] = response.Dealt is not null,
        ["next"] = response.Dealt is null ? "the other operators ask for the same" : "each operator keeps his share: nsl operator accept",
    });
}
