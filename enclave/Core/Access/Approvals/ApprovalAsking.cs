using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Enclave.Core.Access.Approvals;

/// <summary>A request that was refused for want of approvals, as it is to be kept.</summary>
/// <param name="Request">The request.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Name">Under which name it would be remembered.</param>
/// <param name="Digest">What it is compared by when it comes again.</param>
/// <param name="GenesisId">The deployment.</param>
/// <param name="Needs">What it needs.</param>
internal sealed record AskedApproval(
    StampedRequest Request, Caller Caller, string Name, byte[] Digest, string GenesisId, IReadOnlyList<ApprovalRequirement> Needs);

/// <summary>Keeps requests for others to approve.</summary>
internal static class ApprovalAsking
{
    /// <summary>As long as a done request is remembered: what was approved is never done under a requestId that is forgotten.</summary>
    internal static readonly TimeSpan Lifetime = Idempotency.RememberedResponses.Lifetime;

    /// <summary>The longest payload that is kept: a transaction of 102,400 bytes in base64, and what stands around it.</summary>
    internal const int MaxPayloadBytes = 160 << 10;

    /// <summary>Keeps a request, or what it needs now if it is kept already.</summary>
    /// <returns>The refusal that names the approval, its id, and whether anything was changed.</returns>
    /// <exception cref="RequestException">
    /// What <see cref="ApprovalGate.OpenAsync"/> throws; policyDenied: too few keys could approve it; limitExceeded: too many wait.
    /// </exception>
    internal static async ValueTask<(RequestException Refusal, string ApprovalId, bool IsNews)> KeepAsync(
        ITransaction transaction, AskedApproval asked, DateTimeOffset now)
    {
        ApprovalGate gate = await ApprovalGate.OpenAsync(transaction, asked.Caller, () => asked.Name, () => asked.Digest, now);
        ApprovalVoters voters = new(transaction, asked.Caller.AccountId, now);
        string approvalId = gate.ApprovalId ?? RandomId.New("apr_");
        ApprovalDocument approval = gate.Approval is { } known ? known with { Requirements = asked.Needs } : New(asked, approvalId, now);
        await CheckReachableAsync(approval, voters);
        bool isNews = gate.Approval is null || !gate.Approval.Requirements.SequenceEqual(asked.Needs, Sameness.Instance);
        if (gate.Approval is null)
        {
            await EnrolAsync(transaction, asked, approvalId, approval.ExpiresAt, now);
        }

        if (isNews)
        {
            ApprovalDocuments.Approvals.Put(transaction, ApprovalDocuments.Name(asked.Caller.AccountId, approvalId), approval);
        }

        return (await RefusalAsync(approvalId, approval, voters), approvalId, isNews);
    }

    /// <summary>Whether two requirements are one.</summary>
    internal static bool IsSame(ApprovalRequirement one, ApprovalRequirement other) =>
        one.Reason == other.Reason && one.Approvals == other.Approvals && one.KeyIds.SequenceEqual(other.KeyIds, StringComparer.Ordinal);

    private static ApprovalDocument New(AskedApproval asked, string approvalId, DateTimeOffset now)
    {
        (StampedRequest request, Caller caller) = (asked.Request, asked.Caller);
        bool isSecret = request.Operation.Confidential.HasFlag(Confidential.Request);
        byte[] salt = RandomNumberGenerator.GetBytes(ApprovalHash.SaltLength);
        ApprovalHash hash = new()
        {
            GenesisId = asked.GenesisId,
            AccountId = caller.AccountId,
            ApprovalId = approvalId,
            RequestedBy = caller.Principal,
            RequestId = request.RequestId,
            Service = request.Operation.Service,
            Operation = request.Operation.Name,
        };
        return new ApprovalDocument
        {
            Requester = caller.Principal,
            SessionId = caller.OpenedBy is null ? null : caller.KeyId,
            RequestId = request.RequestId,
            Service = hash.Service,
            Operation = hash.Operation,
            Digest = asked.Digest,
            OperationHash = hash.Of(salt, request.Payload.Span),
            Salt = isSecret ? null : salt,
            Payload = isSecret || request.Payload.Length > MaxPayloadBytes ? null : request.Payload.ToArray(),
            IsSealed = request.IsSealed,
            Requirements = asked.Needs,
            Approvals = [],
            Rejections = [],
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
    }

    /// <summary>Nobody is asked for what never comes.</summary>
    private static async ValueTask CheckReachableAsync(ApprovalDocument approval, ApprovalVoters voters)
    {
        foreach (ApprovalRequirement requirement in approval.Requirements)
        {
            int left = await voters.LeftAsync(requirement, approval.Requester, approval.Rejections);
            if (left < requirement.Approvals)
            {
                throw new RequestException(
                    ErrorCode.PolicyDenied,
                    $"{requirement.Reason} It needs {requirement.Approvals} approvals of other keys, and {left} could give one: the key that asks does not count, nor one that was revoked, expired, lost account.approve or rejected this. Ask with another key, or have the rule name more.");
            }
        }
    }

    private static async ValueTask EnrolAsync(
        ITransaction transaction, AskedApproval asked, string approvalId, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        string accountId = asked.Caller.AccountId;
        ApprovalRollDocument roll = await ApprovalRoll.FindAsync(transaction, accountId);
        ApprovalEntry[] open = [.. roll.Entries.Where(entry => entry.IsOpen && entry.ExpiresAt > now)];
        if (open.Length >= ApprovalRoll.MaxOpen || open.Count(entry => entry.Requester == asked.Caller.Principal) >= ApprovalRoll.MaxOpenOfKey)
        {
            throw new RequestException(
                ErrorCode.LimitExceeded,
                $"{open.Length} requests of the account wait for approval; {ApprovalRoll.MaxOpen} may, and {ApprovalRoll.MaxOpenOfKey} of one key. Have some approved and done, or rejected, first.");
        }

        ApprovalEntry entry = new()
        {
            Number = roll.Count + 1,
            ApprovalId = approvalId,
            Request = asked.Name,
            Requester = asked.Caller.Principal,
            ExpiresAt = expiresAt,
            IsOpen = true,
        };
        ApprovalRoll.Put(transaction, accountId, roll with { Count = entry.Number, Entries = [.. roll.Entries, entry] }, now);
    }

    private static async ValueTask<RequestException> RefusalAsync(string approvalId, ApprovalDocument approval, ApprovalVoters voters)
    {
        ApprovalRequirement missing = approval.Requirements[0];
        foreach (ApprovalRequirement requirement in approval.Requirements)
        {
            if (await voters.GivenAsync(requirement, approval.Requester, approval.Approvals) < requirement.Approvals)
            {
                missing = requirement;
                break;
            }
        }

        return new RequestException(
            ErrorCode.ApprovalRequired,
            $"{missing.Reason} It was not done, and waits until {approval.ExpiresAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} as {approvalId} with hash {approval.OperationHash} for {missing.Approvals} approvals of other keys. Once they are given, send the same request again with the same requestId.");
    }

    private sealed class Sameness : IEqualityComparer<ApprovalRequirement>
    {
        internal static readonly Sameness Instance = new();

        public bool Equals(ApprovalRequirement? x, ApprovalRequirement? y) => x is not null && y is not null && IsSame(x, y);

        public int GetHashCode(ApprovalRequirement obj) => obj.Reason.GetHashCode(StringComparison.Ordinal);
    }
}
