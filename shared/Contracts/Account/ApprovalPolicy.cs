namespace NeoServiceLayer.Contracts.Account;

/// <summary>What needs the approval of others of the account's keys, and of which.</summary>
public sealed record ApprovalRule
{
    /// <summary>What people call it: 1 to 64 characters, and no two rules the same.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// What it is for: <c>service.operation</c>, or <c>service.*</c> for all that changes state or is an audit event in a service, but for guard
    /// operations: those are named one by one. 1 to 32 entries.
    /// </summary>
    public required IReadOnlyList<string> Operations { get; init; }

    /// <summary>How many of the keys must approve, 1 to their number.</summary>
    public required int Approvals { get; init; }

    /// <summary>The keys that may approve, 1 to 16; the sessions that one of them opened approve as that key, and whose request it is never does.</summary>
    public required IReadOnlyList<string> KeyIds { get; init; }
}

/// <summary>The request of <c>account.setApprovalPolicy</c>: all rules, in the place of those there are.</summary>
public sealed record SetApprovalPolicyRequest
{
    /// <summary>
    /// The rules, at most 16; none: nothing needs approval any more. Where there are rules, one of them names account.setApprovalPolicy, and one each
    /// account.addKey and account.updateKey.
    /// </summary>
    public required IReadOnlyList<ApprovalRule> Rules { get; init; }
}

/// <summary>The response of <c>account.setApprovalPolicy</c>: nothing but that it is done.</summary>
public sealed class SetApprovalPolicyResponse;
