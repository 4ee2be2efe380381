using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.State.Shapes;

namespace NeoServiceLayer.Enclave.Core.Access.Approvals;

/// <summary>An account's rules.</summary>
internal sealed record ApprovalPolicyDocument
{
    /// <summary>One at least.</summary>
    public required IReadOnlyList<ApprovalRule> Rules { get; init; }
}

/// <summary>A request that was refused for want of approvals, and what has become of it.</summary>
internal sealed record ApprovalDocument
{
    /// <summary>The key that asks; of a session, the one that opened it. It alone sends the request again.</summary>
    public required string Requester { get; init; }

    /// <summary>The session by which it first asked.</summary>
    public string? SessionId { get; init; }

    /// <summary>The request's id.</summary>
    public required string RequestId { get; init; }

    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The request's <see cref="Idempotency.RequestDigest"/>: only the same request is done.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>The hash that approvals name, 64 hexadecimal digits.</summary>
    public required string OperationHash { get; init; }

    /// <summary>The hash's salt; null where the payload is a secret, so that nobody can try payloads.</summary>
    public byte[]? Salt { get; init; }

    /// <summary>The payload; null where it is a secret, or too long.</summary>
    public byte[]? Payload { get; init; }

    /// <summary>Whether it came sealed.</summary>
    public bool IsSealed { get; init; }

    /// <summary>What it needed when it was last sent.</summary>
    public required IReadOnlyList<ApprovalRequirement> Requirements { get; init; }

    /// <summary>Who approved, none twice.</summary>
    public required IReadOnlyList<ApprovalVote> Approvals { get; init; }

    /// <summary>Who rejected, none twice, and none who approved.</summary>
    public required IReadOnlyList<ApprovalVote> Rejections { get; init; }

    /// <summary>When it was first sent.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is forgotten.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was done or rejected; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether it ended in being done.</summary>
    public bool WasDone { get; init; }
}

/// <summary>An account's approvals, as far as they must be found and counted.</summary>
internal sealed record ApprovalRollDocument
{
    /// <summary>How many there were ever.</summary>
    public long Count { get; init; }

    /// <summary>Those that are not forgotten, the oldest first.</summary>
    public required IReadOnlyList<ApprovalEntry> Entries { get; init; }
}

/// <summary>One of them.</summary>
internal sealed record ApprovalEntry
{
    /// <summary>Its place among all there were, from 1 on.</summary>
    public required long Number { get; init; }

    /// <summary>Its id.</summary>
    public required string ApprovalId { get; init; }

    /// <summary>Under which name the request would be remembered: what it is found by when it comes again.</summary>
    public required string Request { get; init; }

    /// <summary>The key that asks.</summary>
    public required string Requester { get; init; }

    /// <summary>From when on it is forgotten.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it is neither done nor rejected.</summary>
    public required bool IsOpen { get; init; }
}

/// <summary>Where approvals are kept.</summary>
internal static class ApprovalDocuments
{
    /// <summary>Rules, by account.</summary>
    internal static readonly DocumentTable<ApprovalPolicyDocument> Policies = new("approval-policy", AccessJson.Default.ApprovalPolicyDocument);

    /// <summary>The lists, by account.</summary>
    internal static readonly DocumentTable<ApprovalRollDocument> Rolls = new("approval-roll", AccessJson.Default.ApprovalRollDocument);

    /// <summary>The requests, by <see cref="Name"/>.</summary>
    internal static readonly DocumentTable<ApprovalDocument> Approvals = new("approval", AccessJson.Default.ApprovalDocument);

    /// <summary>Under which name a request is kept: one of another account is not found, whoever knows its id.</summary>
    internal static string Name(string accountId, string approvalId) => accountId + "/" + approvalId;
}
