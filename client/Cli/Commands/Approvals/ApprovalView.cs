using System.Globalization;
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
        JsonObject shown = new()
        {
            ["approvalId"] = approval.ApprovalId,
            ["operation"] = approval.Service + "." + approval.Operation,
            ["payload"] = payload is null ? "not shown" : Parse(payload),
            ["requestedBy"] = approval.RequestedBy,
            ["requestId"] = approval.RequestId,
            ["createdAt"] = Text(approval.CreatedAt),
            ["expiresAt"] = Text(approval.ExpiresAt),
            ["status"] = approval.Status.ToString().ToLowerInvariant(),
            ["requirements"] = new JsonArray([.. approval.Requirements.Select(Requirement)]),
            ["approvedBy"] = Names(approval.Approvals),
            ["rejectedBy"] = Names(approval.Rejections),
        };
        using JsonDocument document = JsonDocument.Parse(shown.ToJsonString());
        HumanJson.Write(output, document.RootElement);
    }

    private static JsonNode? Parse(byte[] payload) => StrictJson.Check(payload, out _) == StrictJsonError.None
        ? JsonNode.Parse(payload)
        : throw new NotTrustedException("approval", "The payload is not strict JSON, and no request that the enclave would have taken.");

    private static JsonNode Requirement(ApprovalRequirement requirement) => new JsonObject
    {
        ["reason"] = requirement.Reason,
        ["approvals"] = requirement.Approvals,
        ["keyIds"] = new JsonArray([.. requirement.KeyIds.Select(keyId => (JsonNode?)keyId)]),
    };

    private static JsonArray Names(IReadOnlyList<ApprovalVote> votes) => [.. votes.Select(vote => (JsonNode?)vote.KeyId)];

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
