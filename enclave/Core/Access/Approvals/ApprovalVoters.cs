using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Access.Approvals;

/// <summary>Which keys count, now: what was so when a key approved is not asked.</summary>
internal sealed class ApprovalVoters(ITransaction transaction, string accountId, DateTimeOffset now)
{
    /// <summary>How many of the approvals a requirement has: those of keys that it names, that live, and that may approve still.</summary>
    internal ValueTask<int> GivenAsync(ApprovalRequirement requirement, string requester, IEnumerable<ApprovalVote> approvals) =>
        CountAsync(requirement.KeyIds.Where(keyId => approvals.Any(vote => vote.KeyId == keyId)), requester);

    /// <summary>How many it could have: of those that did not reject.</summary>
    internal ValueTask<int> LeftAsync(ApprovalRequirement requirement, string requester, IEnumerable<ApprovalVote> rejections) =>
        CountAsync(requirement.KeyIds.Where(keyId => rejections.All(vote => vote.KeyId != keyId)), requester);

    /// <summary>Whether a request has all that it needed when it was last sent.</summary>
    internal async ValueTask<bool> SufficeAsync(ApprovalDocument approval)
    {
        foreach (ApprovalRequirement requirement in approval.Requirements)
        {
            if (await GivenAsync(requirement, approval.Requester, approval.Approvals) < requirement.Approvals)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether enough keys are left for all that it needed.</summary>
    internal async ValueTask<bool> CanSufficeAsync(ApprovalDocument approval)
    {
        foreach (ApprovalRequirement requirement in approval.Requirements)
        {
            if (await LeftAsync(requirement, approval.Requester, approval.Rejections) < requirement.Approvals)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a key may approve.</summary>
    internal async ValueTask<bool> MayAsync(string keyId) => IsVoter(await AccessDocuments.Keys.FindAsync(transaction, keyId), accountId, now);

    /// <summary>Whether a key may approve: one of the account, alive, no session's, and with the scope.</summary>
    internal static bool IsVoter(KeyDocument? key, string accountId, DateTimeOffset now) =>
        key is { IsSession: false } && key.AccountId == accountId && key.IsAlive(now) && Scopes.Allow(key.Scopes, AccountOperations.Approve);

    private async ValueTask<int> CountAsync(IEnumerable<string> keyIds, string requester)
    {
        int count = 0;
        foreach (string keyId in keyIds.Where(keyId => keyId != requester).Distinct(StringComparer.Ordinal))
        {
            count += await MayAsync(keyId) ? 1 : 0;
        }

        return count;
    }
}
