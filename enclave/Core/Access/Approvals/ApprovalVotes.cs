using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.Access.Approvals;

/// <summary>Serves <c>account.approve</c> and <c>account.reject</c>: what a key says, its sessions say as that key.</summary>
public static class ApprovalVotes
{
    /// <summary>Approves.</summary>
    /// <exception cref="RequestException">
    /// notFound; forbidden: it is the key's own request, or no rule names the key; conflict: the hash is another, it ended, or the key has said so before.
    /// </exception>
    public static async ValueTask<ApproveResponse> ApproveAsync(ApproveRequest request, Call call)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(call);
        ApprovalDocument approval = await FindAsync(request.ApprovalId, call);
        if (approval.Requester == call.Caller.Principal)
        {
            throw new RequestException(ErrorCode.Forbidden, "This is a request of the key's own: another key has to approve it.");
        }

        CheckNamed(approval, call);
        Check(approval, request.OperationHash);
        if (approval.Rejections.Any(vote => vote.KeyId == call.Caller.Principal))
        {
            throw new RequestException(ErrorCode.Conflict, "This key rejected the request: it does not approve it any more.");
        }

        if (approval.Approvals.Any(vote => vote.KeyId == call.Caller.Principal))
        {
            throw new RequestException(ErrorCode.Conflict, "This key has approved the request: other keys may.");
        }

        approval = approval with { Approvals = [.. approval.Approvals, VoteOf(call)] };
        ApprovalDocuments.Approvals.Put(call.State, NameOf(request.ApprovalId, call), approval);
        return new ApproveResponse { Status = await Voters(call).SufficeAsync(approval) ? ApprovalStatus.Approved : ApprovalStatus.Pending };
    }

    /// <summary>Rejects: the key's approval goes, and the request ends once too few keys are left that could approve it. Who asked for it ends it at once.</summary>
    /// <exception cref="RequestException">notFound; forbidden: no rule names the key; conflict: the hash is another, it ended, or the key has said so before.</exception>
    public static async ValueTask<RejectResponse> RejectAsync(RejectRequest request, Call call)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(call);
        ApprovalDocument approval = await FindAsync(request.ApprovalId, call);
        bool isOwn = approval.Requester == call.Caller.Principal;
        if (!isOwn)
        {
            CheckNamed(approval, call);
        }

        Check(approval, request.OperationHash);
        if (approval.Rejections.Any(vote => vote.KeyId == call.Caller.Principal))
        {
            throw new RequestException(ErrorCode.Conflict, "This key has rejected the request.");
        }

        approval = approval with
        {
            Approvals = [.. approval.Approvals.Where(vote => vote.KeyId != call.Caller.Principal)],
            Rejections = [.. approval.Rejections, VoteOf(call)],
        };
        if (!isOwn && await Voters(call).CanSufficeAsync(approval))
        {
            ApprovalDocuments.Approvals.Put(call.State, NameOf(request.ApprovalId, call), approval);
            return new RejectResponse { Status = ApprovalStatus.Pending };
        }

        ApprovalDocuments.Approvals.Put(call.State, NameOf(request.ApprovalId, call), approval with { EndedAt = call.Time });
        ApprovalRollDocument roll = await ApprovalRoll.FindAsync(call.State, call.Caller.AccountId);
        ApprovalDocuments.Rolls.Put(call.State, call.Caller.AccountId, ApprovalRoll.WithEnded(roll, request.ApprovalId));
        return new RejectResponse { Status = ApprovalStatus.Rejected };
    }

    private static async ValueTask<ApprovalDocument> FindAsync(string approvalId, Call call)
    {
        ApprovalDocument? approval = await ApprovalDocuments.Approvals.FindAsync(call.State, NameOf(approvalId, call));
        if (approval is null || approval.ExpiresAt <= call.Time)
        {
            throw new RequestException(
                ErrorCode.NotFound, "The account has no such request that waits for approval, or its 24 hours are over; listApprovals lists them.");
        }

        call.Target = approvalId;
        return approval;
    }

    private static void CheckNamed(ApprovalDocument approval, Call call)
    {
        if (approval.Requirements.All(requirement => !requirement.KeyIds.Contains(call.Caller.Principal)))
        {
            throw new RequestException(ErrorCode.Forbidden, "What the request needs names other keys than this one.");
        }
    }

    private static void Check(ApprovalDocument approval, string operationHash)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(approval.OperationHash), Encoding.UTF8.GetBytes(operationHash)))
        {
            throw new RequestException(
                ErrorCode.Conflict, "operationHash is not that of this request: what was looked at is something else. Look at it again, with listApprovals.");
        }

        if (approval.EndedAt is not null)
        {
            throw new RequestException(ErrorCode.Conflict, approval.WasDone ? "The request was done: its approvals are used up." : "The request was rejected.");
        }
    }

    private static ApprovalVote VoteOf(Call call) => new()
    {
        KeyId = call.Caller.Principal,
        SessionId = call.Caller.OpenedBy is null ? null : call.Caller.KeyId,
        At = call.Time.UtcDateTime,
    };

    private static ApprovalVoters Voters(Call call) => new(call.State, call.Caller.AccountId, call.Time);

    private static string NameOf(string approvalId, Call call) => ApprovalDocuments.Name(call.Caller.AccountId, approvalId);
}
