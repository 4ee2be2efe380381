using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Enclave.Core.Access.Approvals;

/// <summary>The approval policy of accounts: how it is set, and that it does not lock an account out.</summary>
public static class ApprovalPolicies
{
    private const int MaxRules = 16;
    private const int MaxNameLength = 64;
    private const int MaxOperations = 64;
    private const int MaxKeys = 16;

    /// <summary>
    /// Without these a rule would be in vain: one key alone could undo it, or make itself another that asks while it approves.
    /// </summary>
    private static readonly Operation[] Needed = [AccountOperations.SetApprovalPolicy, AccountOperations.AddKey, AccountOperations.UpdateKey];

    /// <summary>Puts rules in the place of those there are.</summary>
    /// <param name="request">The rules.</param>
    /// <param name="keyIds">The account's keys that were not revoked.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="RequestException">invalidRequest: they are no rules; conflict: they would lock the account out.</exception>
    public static async ValueTask<SetApprovalPolicyResponse> SetAsync(SetApprovalPolicyRequest request, IReadOnlyList<string> keyIds, Call call)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(call);
        call.Target = call.Caller.AccountId;
        if (request.Rules.Count == 0)
        {
            ApprovalDocuments.Policies.Delete(call.State, call.Caller.AccountId);
            return new SetApprovalPolicyResponse();
        }

        await CheckAsync(request.Rules, call);
        ApprovalDocuments.Policies.Put(call.State, call.Caller.AccountId, new ApprovalPolicyDocument { Rules = request.Rules });
        await CheckChangeableAsync(request.Rules, keyIds, call);
        return new SetApprovalPolicyResponse();
    }

    /// <summary>
    /// Holds, when a key was changed or revoked, that the rules that name it are left with as many living keys as they need approvals, and that
    /// the policy can be changed for ever: by a key that has account.setApprovalPolicy, with the approvals of others, none of which ends by itself.
    /// </summary>
    /// <param name="keyIds">The account's keys that were not revoked.</param>
    /// <param name="keyId">The key that was changed.</param>
    /// <param name="before">What it was.</param>
    /// <param name="call">The call, in whose transaction it was changed.</param>
    /// <exception cref="RequestException">conflict.</exception>
    public static async ValueTask CheckKeyAsync(IReadOnlyList<string> keyIds, string keyId, KeyDocument before, Call call)
    {
        ArgumentNullException.ThrowIfNull(keyIds);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(call);
        if (await ApprovalDocuments.Policies.FindAsync(call.State, call.Caller.AccountId) is not { } policy)
        {
            return;
        }

        ApprovalVoters voters = Voters(call);
        ApprovalRule[] naming = [.. policy.Rules.Where(rule => rule.KeyIds.Contains(keyId))];
        foreach (ApprovalRule rule in naming)
        {
            if (await CountAsync(rule.KeyIds, voters.MayAsync) < rule.Approvals)
            {
                throw new RequestException(
                    ErrorCode.Conflict,
                    $"This would leave the rule \"{rule.Name}\" of the approval policy with fewer than {rule.Approvals} living keys that may approve: set another policy first. A key that must end now is revoked with acceptLockout.");
            }
        }

        if (naming.Any(rule => ApprovalRules.IsFor(rule, AccountOperations.SetApprovalPolicy)) || Scopes.Allow(before.Scopes, AccountOperations.SetApprovalPolicy))
        {
            await CheckChangeableAsync(policy.Rules, keyIds, call);
        }
    }

    /// <summary>Forgets what waits for approval: the account is closed.</summary>
    public static async ValueTask ForgetAsync(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        string accountId = call.Caller.AccountId;

        // The account was not charged for these records: they are not to be given back to it.
        ITransaction state = call.State is MeteredTransaction metered ? metered.Unmetered : call.State;
        foreach (ApprovalEntry entry in (await ApprovalRoll.FindAsync(state, accountId)).Entries)
        {
            ApprovalDocuments.Approvals.Delete(state, ApprovalDocuments.Name(accountId, entry.ApprovalId));
        }

        ApprovalDocuments.Rolls.Delete(state, accountId);
    }

    private static async ValueTask CheckAsync(IReadOnlyList<ApprovalRule> rules, Call call)
    {
        // An element of a JSON array may be null, whatever the type says.
        if (rules.Count > MaxRules || rules.Any(rule => rule is null) || rules.Select(rule => rule.Name).Distinct(StringComparer.Ordinal).Count() != rules.Count)
        {
            throw new RequestException($"rules has at most {MaxRules} entries, each with a name of its own.");
        }

        foreach (ApprovalRule rule in rules)
        {
            Labels.CheckName(rule.Name, MaxNameLength);
            await CheckAsync(rule, call);
        }

        if (Needed.FirstOrDefault(operation => !rules.Any(rule => ApprovalRules.IsFor(rule, operation))) is { } missing)
        {
            throw new RequestException($"One of the rules must name {missing}: without it one key alone could undo what the others are for.");
        }
    }

    private static async ValueTask CheckAsync(ApprovalRule rule, Call call)
    {
        if (rule.Operations.Count is 0 or > MaxOperations || rule.Operations.Distinct(StringComparer.Ordinal).Count() != rule.Operations.Count
            || rule.Operations.Any(name => name is null || !ApprovalRules.IsKnown(name)))
        {
            throw new RequestException(
                $"operations has 1 to {MaxOperations} entries, none twice: service.operation or service.*, of what changes state or is an audit event, but for account.approve, account.reject and account.endSession.");
        }

        if (rule.KeyIds.Count is 0 or > MaxKeys || rule.KeyIds.Distinct(StringComparer.Ordinal).Count() != rule.KeyIds.Count)
        {
            throw new RequestException($"keyIds has 1 to {MaxKeys} entries, none twice.");
        }

        if (rule.Approvals < 1 || rule.Approvals > rule.KeyIds.Count)
        {
            throw new RequestException("approvals is 1 to the number of keyIds.");
        }

        ApprovalVoters voters = Voters(call);
        foreach (string keyId in rule.KeyIds)
        {
            if (keyId is null || !await voters.MayAsync(keyId))
            {
                throw new RequestException("keyIds names living keys of the account that have account.approve, or account.*; one of these is none. A session approves as the key that opened it.");
            }
        }
    }

    private static async ValueTask CheckChangeableAsync(IReadOnlyList<ApprovalRule> rules, IReadOnlyList<string> keyIds, Call call)
    {
        ApprovalVoters voters = Voters(call);
        ApprovalRule[] guarding = [.. rules.Where(rule => ApprovalRules.IsFor(rule, AccountOperations.SetApprovalPolicy))];
        foreach (string asking in keyIds)
        {
            if (!Scopes.Allow((await KeyAsync(asking, call)).Scopes, AccountOperations.SetApprovalPolicy) || !await LastsAsync(asking, call))
            {
                continue;
            }

            bool all = true;
            foreach (ApprovalRule rule in guarding)
            {
                int others = await CountAsync(
                    rule.KeyIds.Where(keyId => keyId != asking), async keyId => await voters.MayAsync(keyId) && await LastsAsync(keyId, call));
                all &= others >= rule.Approvals;
            }

            if (all)
            {
                return;
            }
        }

        throw new RequestException(
            ErrorCode.Conflict,
            $"This would leave the account with an approval policy that nobody could change: it needs a key with {AccountOperations.SetApprovalPolicy}, and beside it as many that may approve that as its rule says, all of them without an end.");
    }

    private static ApprovalVoters Voters(Call call) => new(call.State, call.Caller.AccountId, call.Time);

    private static async ValueTask<bool> LastsAsync(string keyId, Call call) =>
        await KeyAsync(keyId, call) is { ExpiresAt: null } key && key.IsAlive(call.Time);

    private static async ValueTask<KeyDocument> KeyAsync(string keyId, Call call) =>
        await AccessDocuments.Keys.FindAsync(call.State, keyId) ?? throw new InvalidOperationException("A key of an account is missing.");

    private static async ValueTask<int> CountAsync(IEnumerable<string> keyIds, Func<string, ValueTask<bool>> counts)
    {
        int count = 0;
        foreach (string keyId in keyIds)
        {
            count += await counts(keyId) ? 1 : 0;
        }

        return count;
    }
}
