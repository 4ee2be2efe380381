using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Cli.Commands.Approvals;

/// <summary>Shows a request that waits for approval as people read it.</summary>
internal static class ApprovalView
{
    /// <exception cref="NotTrustedException">The payload is no JSON that the enclave would have taken: what it shows could be read in two ways.</exception>
    internal static void Write(TextWriter output, ApprovalDescription approval, byte[]? payload)
    {
        JsonNode page = JsonSerializer.SerializeToNode(new ListApprovalsResponse { Approvals = [approval] }, AccountOperations.ListApprovals.Response)!;
        JsonObject shown = page["approvals"]![0]!.AsObject();
        shown.Remove("salt");
        shown["payload"] = payload is null ? "not shown" : Parse(payload);
        using JsonDocument document = JsonDocument.Parse(shown.ToJsonString());
        HumanJson.Write(output, document.RootElement);
    }

    private static JsonNode? Parse(byte[] payload) => StrictJson.Check(payload, out _) == StrictJsonError.None
        ? JsonNode.Parse(payload)
        : throw new NotTrustedException("approval", "The payload is not strict JSON, and no request that the enclave would have taken.");
}
