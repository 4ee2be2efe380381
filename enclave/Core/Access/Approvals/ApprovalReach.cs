using NeoServiceLayer.Contracts.Account;

namespace NeoServiceLayer.Enclave.Core.Access.Approvals;

/// <summary>Whether rules can be met by the keys that an account has, or had before one of them was changed.</summary>
/// <param name="call">The call.</param>
/// <param name="changed">The id of a key that is looked at as it was.</param>
/// <param name="before">What it was.</param>
internal sealed class ApprovalReach(Call call, string? changed = null, KeyDocument? before = null)
{
    /// <summary>How many of a rule's keys could approve.</summary>
    internal ValueTask<int> CountAsync(ApprovalRule rule) => CountAsync(rule.KeyIds, lasting: false);

    /// <summary>
    /// Whether rules can be changed, for ever: by a key that has account.setApprovalPolicy, with the approvals of others, none of which ends by
    /// itself.
    /// </summary>
    internal async ValueTask<bool> CanChangeAsync(IReadOnlyList<ApprovalRule> rules, IReadOnlyList<string> keyIds)
    {
        ApprovalRule[] guarding = [.. rules.Where(rule => ApprovalRules.IsFor(rule, AccountOperations.SetApprovalPolicy))];
        foreach (string asking in keyIds)
        {
            if (await FindAsync(asking) is { ExpiresAt: null } key && key.IsAlive(call.Time)
                && Scopes.Allow(key.Scopes, AccountOperations.SetApprovalPolicy) && await CanMeetAsync(guarding, asking))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<bool> CanMeetAsync(IReadOnlyList<ApprovalRule> rules, string asking)
    {
        foreach (ApprovalRule rule in rules)
        {
            if (await CountAsync(rule.KeyIds.Where(keyId => keyId != asking), lasting: true) < rule.Approvals)
            {
                return false;
            }
        }

        return true;
    }

    private async ValueTask<int> CountAsync(IEnumerable<string> keyIds, bool lasting)
    {
        int count = 0;
        foreach (string keyId in keyIds)
        {
            KeyDocument? key = await FindAsync(keyId);
            count += ApprovalVoters.IsVoter(key, call.Caller.AccountId, call.Time) && !(lasting && key!.ExpiresAt is not null) ? 1 : 0;
        }

        return count;
    }

    private ValueTask<KeyDocument?> FindAsync(string keyId) =>
        keyId == changed ? ValueTask.FromResult(before) : AccessDocuments.Keys.FindAsync(call.State, keyId);
}
