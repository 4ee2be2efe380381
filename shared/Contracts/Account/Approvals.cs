using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Account;

/// <summary>What has become of a request that needs approval.</summary>
[JsonConverter(typeof(EnumNameConverter<ApprovalStatus>))]
public enum ApprovalStatus
{
    /// <summary>It waits for approvals.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>It has those that it needed when it was last sent: it is done when it is sent again.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>It was rejected, or taken back, and is not done any more.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,

    /// <summary>It was done; its approvals are used up.</summary>
    [JsonStringEnumMemberName("done")]
    Done,
}

/// <summary>Approvals that a request needs.</summary>
public sealed record ApprovalRequirement
{
    /// <summary>What asks for them, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>How many of the keys must approve.</summary>
    public required int Approvals { get; init; }

    /// <summary>The keys that may; the one whose request it is does not count.</summary>
    public required IReadOnlyList<string> KeyIds { get; init; }
}

/// <summary>That a key approved, or rejected.</summary>
public sealed record ApprovalVote
{
    /// <summary>The key; of a session, the one that opened it.</summary>
    public required string KeyId { get; init; }

    /// <summary>The session by which it did; absent if the key stamped itself.</summary>
    public string? SessionId { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime At { get; init; }
}

/// <summary>A request that needs approval, and what has become of it.</summary>
public sealed class ApprovalDescription
{
    /// <summary>The approval's id.</summary>
    public required string ApprovalId { get; init; }

    /// <summary>What has become of it.</summary>
    public required ApprovalStatus Status { get; init; }

    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The key that asks; of a session, the one that opened it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>The session by which it first asked; absent if the key stamped itself.</summary>
    public string? SessionId { get; init; }

    /// <summary>The request's id.</summary>
    public required string RequestId { get; init; }

    /// <summary>
    /// The request's payload, byte for byte; absent if the operation takes secrets, if it is longer than 160 KiB, and, where the request came
    /// sealed, in an answer that is not.
    /// </summary>
    public string? Payload { get; init; }

    /// <summary>Of the hash: 32 random bytes, 64 hexadecimal digits; absent as the payload is, but for one that is too long.</summary>
    public string? Salt { get; init; }

    /// <summary>Whether the request came sealed, so that its payload is told in sealed answers alone.</summary>
    public required bool IsSealed { get; init; }

    /// <summary>What approve and reject name: <see cref="ApprovalHash"/>, 64 hexadecimal digits. Make it again, and compare.</summary>
    public required string OperationHash { get; init; }

    /// <summary>What it needs, as of when it was last sent.</summary>
    public required IReadOnlyList<ApprovalRequirement> Requirements { get; init; }

    /// <summary>Who approved.</summary>
    public required IReadOnlyList<ApprovalVote> Approvals { get; init; }

    /// <summary>Who rejected.</summary>
    public required IReadOnlyList<ApprovalVote> Rejections { get; init; }

    /// <summary>When it was first sent, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Until when it is kept, and done if it is approved, UTC: 24 hours.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>When it was done or rejected, UTC; absent before.</summary>
    public DateTime? EndedAt { get; init; }
}

/// <summary>The request of <c>account.listApprovals</c>.</summary>
public sealed class ListApprovalsRequest
{
    /// <summary>Only this one.</summary>
    public string? ApprovalId { get; init; }

    /// <summary>How many at most, 1 to 100; 50 when absent. Where payloads are long there are fewer.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The response of <c>account.listApprovals</c>: what was asked for within the last 24 hours, the oldest first.</summary>
public sealed class ListApprovalsResponse
{
    /// <summary>The rules in force; absent behind a cursor.</summary>
    public IReadOnlyList<ApprovalRule>? Rules { get; init; }

    /// <summary>The requests.</summary>
    public required IReadOnlyList<ApprovalDescription> Approvals { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>The request of <c>account.approve</c>.</summary>
public sealed record ApproveRequest
{
    /// <summary>Which one, as <c>approvalRequired</c> and listApprovals name it.</summary>
    public required string ApprovalId { get; init; }

    /// <summary>Its hash, made from what was looked at: <see cref="ApprovalHash"/>, 64 hexadecimal digits.</summary>
    public required string OperationHash { get; init; }
}

/// <summary>The response of <c>account.approve</c>.</summary>
public sealed class ApproveResponse
{
    /// <summary><c>approved</c> if that is enough, else <c>pending</c>.</summary>
    public required ApprovalStatus Status { get; init; }
}

/// <summary>The request of <c>account.reject</c>.</summary>
public sealed record RejectRequest
{
    /// <summary>Which one.</summary>
    public required string ApprovalId { get; init; }

    /// <summary>Its hash: <see cref="ApprovalHash"/>, 64 hexadecimal digits.</summary>
    public required string OperationHash { get; init; }
}

/// <summary>The response of <c>account.reject</c>.</summary>
public sealed class RejectResponse
{
    /// <summary><c>rejected</c> if too few are left who could approve, else <c>pending</c>.</summary>
    public required ApprovalStatus Status { get; init; }
}
