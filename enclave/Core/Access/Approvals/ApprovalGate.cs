using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Enclave.Core.Access.Approvals;

/// <summary>
/// What one run of a request needs of others' approval, and has: all is looked up in its transaction, and its approvals are used up in the
/// same commit as its changes.
/// </summary>
internal sealed class ApprovalGate
{
    private readonly ITransaction transaction;
    private readonly Caller caller;
    private readonly DateTimeOffset now;
    private readonly ApprovalVoters voters;
    private readonly List<ApprovalRequirement> needs = [];
    private RequestException? refusal;

    private ApprovalGate(ITransaction transaction, Caller caller, DateTimeOffset now, string? approvalId, ApprovalDocument? approval)
    {
        this.transaction = transaction;
        this.caller = caller;
        this.now = now;
        ApprovalId = approvalId;
        Approval = approval;
        voters = new ApprovalVoters(transaction, caller.AccountId, now);
    }

    /// <summary>The id of what is kept of the request; null if nothing is.</summary>
    internal string? ApprovalId { get; }

    /// <summary>What is kept of it.</summary>
    internal ApprovalDocument? Approval { get; }

    /// <summary>All that it needed so far, in the order in which it was found.</summary>
    internal IReadOnlyList<ApprovalRequirement> Needs => needs;

    /// <summary>Whether something that it needed was not there.</summary>
    internal bool IsShut => refusal is not null;

    /// <summary>The gate of a request, with what is kept of it.</summary>
    /// <param name="transaction">The request's transaction, unmetered.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="request">Under which name it would be remembered; asked for where the account has anything to find.</param>
    /// <param name="digest">What it is compared by; asked for where there is something to compare.</param>
    /// <param name="now">The enclave's time.</param>
    /// <exception cref="RequestException">
    /// idempotencyMismatch: another request is kept under its id; forbidden: it is another key's; policyDenied: it was rejected; alreadyDone.
    /// </exception>
    internal static async ValueTask<ApprovalGate> OpenAsync(
        ITransaction transaction, Caller caller, Func<string> request, Func<byte[]> digest, DateTimeOffset now)
    {
        ApprovalRollDocument roll = await ApprovalRoll.FindAsync(transaction, caller.AccountId);
        if (roll.Entries.Count == 0 || ApprovalRoll.Of(roll, request(), now) is not { } entry)
        {
            return new ApprovalGate(transaction, caller, now, approvalId: null, approval: null);
        }

        ApprovalDocument approval = await ApprovalDocuments.Approvals.FindAsync(transaction, ApprovalDocuments.Name(caller.AccountId, entry.ApprovalId))
            ?? throw new InvalidOperationException("A request that waits for approval is missing.");
        Check(entry, approval, caller, digest());
        return new ApprovalGate(transaction, caller, now, entry.ApprovalId, approval);
    }

    /// <summary>
    /// The gate of what the enclave asks for by itself: shut wherever an approval is needed. Nothing is kept for others to approve, or
    /// whoever wrote a function could be the one who approves what it asks for.
    /// </summary>
    internal static ApprovalGate OfEnclave(ITransaction transaction, Caller caller, DateTimeOffset now) =>
        new(transaction, caller, now, approvalId: null, approval: null);

    /// <summary>Requires what the account's rules say about an operation.</summary>
    /// <exception cref="RequestException">approvalRequired.</exception>
    internal async ValueTask RequireRulesAsync(Operation operation)
    {
        if (!ApprovalRules.IsGoverned(operation) || await ApprovalDocuments.Policies.FindAsync(transaction, caller.AccountId) is not { } policy)
        {
            return;
        }

        // All of them are looked at before the first refuses, so that approvers see at once what is needed.
        foreach (ApprovalRule rule in policy.Rules.Where(rule => ApprovalRules.IsFor(rule, operation)))
        {
            await NoteAsync(ApprovalRules.NeedOf(rule, operation));
        }

        ThrowIfShut();
    }

    /// <summary>Requires approvals.</summary>
    /// <exception cref="RequestException">approvalRequired.</exception>
    internal async ValueTask RequireAsync(ApprovalNeed need)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(need.Approvals, 1);
        await NoteAsync(need);
        ThrowIfShut();
    }

    /// <summary>The request is done: its approvals are used up.</summary>
    /// <exception cref="RequestException">approvalRequired: it was refused, and something went on all the same.</exception>
    internal async ValueTask UseAsync()
    {
        ThrowIfShut();
        ApprovalRollDocument roll = await ApprovalRoll.FindAsync(transaction, caller.AccountId);
        if (Approval is null || roll.Entries.All(entry => entry.ApprovalId != ApprovalId))
        {
            return;
        }

        ApprovalDocuments.Approvals.Put(
            transaction, ApprovalDocuments.Name(caller.AccountId, ApprovalId!), Approval with { EndedAt = now, WasDone = true });
        ApprovalRoll.Put(transaction, caller.AccountId, ApprovalRoll.WithEnded(roll, ApprovalId!), now);
    }

    private static void Check(ApprovalEntry entry, ApprovalDocument approval, Caller caller, byte[] digest)
    {
        if (!CryptographicOperations.FixedTimeEquals(approval.Digest, digest))
        {
            throw new RequestException(
                ErrorCode.IdempotencyMismatch,
                "This requestId is that of another request, which waits for approval or did within the last 24 hours: give each request one of its own.");
        }

        if (approval.Requester != caller.Principal)
        {
            throw new RequestException(ErrorCode.Forbidden, $"The request of {entry.ApprovalId} is another key's: only that key sends it again.");
        }

        if (approval.EndedAt is not null)
        {
            throw approval.WasDone
                ? new RequestException(ErrorCode.AlreadyDone, $"The request was done before; the approval {entry.ApprovalId} is used up.")
                : new RequestException(ErrorCode.PolicyDenied, $"The request was rejected: {entry.ApprovalId}. Ask again with a requestId of its own.");
        }
    }

    private async ValueTask NoteAsync(ApprovalNeed need)
    {
        ApprovalRequirement requirement = new() { Reason = need.Reason, Approvals = need.Approvals, KeyIds = need.KeyIds };
        if (!needs.Exists(known => ApprovalAsking.IsSame(known, requirement)))
        {
            needs.Add(requirement);
        }

        if (refusal is null && await voters.GivenAsync(requirement, caller.Principal, Approval?.Approvals ?? []) < requirement.Approvals)
        {
            refusal = new RequestException(ErrorCode.ApprovalRequired, need.Reason);
        }
    }

    private void ThrowIfShut()
    {
        if (refusal is not null)
        {
            throw refusal;
        }
    }
}
