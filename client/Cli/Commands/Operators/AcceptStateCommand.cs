using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary>
/// <c>nsl operator accept-state</c>: signs that a verified enclave goes on from the state that it has, although a later one was seen. What that is, the
/// gateway tells; a lie is refused by the enclave, since what is signed names both.
/// </summary>
internal static class AcceptStateCommand
{
    internal static async Task<int> RunAsync(OperatorSession session, CancellationToken cancellationToken)
    {
        GetStatusResponse status = await session.Client.CallAsync(SystemOperations.GetStatus, new GetStatusRequest(), null, cancellationToken);
        if (status.Enclave?.StateProblem is not { Code: StateProblemCode.RolledBack, Found: { } found, Wanted: { } wanted })
        {
            throw new UsageException("The enclave misses no state that was seen: there is nothing to accept.");
        }

        if (found.Head != session.Arguments.Head)
        {
            throw new UsageException($"--head must be that of the state that there is, {found.Head}: nsl operator status shows it. Accept it only if all of you know why it is there.");
        }

        AcceptStateRequest request = new()
        {
            GenesisId = Convert.ToHexStringLower(session.Enclave.Bound("genesisId")),
            BootId = Convert.ToHexStringLower(session.Enclave.Bound("bootId")),
            Found = found,
            Wanted = wanted,
            Reason = session.Arguments.Reason!,
        };
        AcceptStateResponse response = await session.Client.CallAsync(SystemOperations.AcceptState, request, null, cancellationToken);
        JsonObject said = new()
        {
            ["accepted"] = Say(found),
            ["givenUp"] = Say(wanted),
            ["reason"] = request.Reason,
            ["signed"] = new JsonArray([.. response.Signed.Select(keyId => (JsonNode?)keyId)]),
            ["threshold"] = response.Threshold,
            ["next"] = response.Lineage is null
                ? "the other operators sign exactly the same, reason included"
                : "tell everybody the lineage: nsl receipt accept-lineage ID, and for operators nsl operator status --share FILE --pcrs FILE --lineage ID",
        };
        if (response.Lineage is not null)
        {
            said["lineage"] = response.Lineage;
        }

        return session.Say(said);
    }

    private static JsonObject Say(StatePoint point) => new() { ["sequence"] = point.Sequence, ["head"] = point.Head, ["lineage"] = point.Lineage };
}
