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
    private const int MaxOperations = 32;
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
        return await new ApprovalReach(call).CanChangeAsync(request.Rules, keyIds)
            ? new SetApprovalPolicyResponse()
            : throw Unchangeable();
    }

    /// <summary>
    /// Holds, when a key was changed or revoked, that it takes from no rule the living keys that its approvals need, and from the account nobody
    /// whom it needs to change its policy, for ever. Where they are missing already it takes nothing.
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

        ApprovalReach was = new(call, keyId, before);
        ApprovalReach left = new(call);
        foreach (ApprovalRule rule in policy.Rules)
        {
            if (await left.CountAsync(rule) < rule.Approvals && await was.CountAsync(rule) >= rule.Approvals)
            {
                throw new RequestException(
                    ErrorCode.Conflict,
                    $"This would leave the rule \"{rule.Name}\" of the approval policy with fewer than {rule.Approvals} living keys that may approve: set another policy first. A key that must end now is revoked with acceptLockout.");
            }
        }

        if (!await left.CanChangeAsync(policy.Rules, keyIds) && await was.CanChangeAsync(policy.Rules, [.. keyIds, keyId]))
        {
            throw Unchangeable(" A key that must end now is revoked with acceptLockout.");
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

        ApprovalVoters voters = new(call.State, call.Caller.AccountId, call.Time);
        foreach (string keyId in rule.KeyIds)
        {
            if (keyId is null || !await voters.MayAsync(keyId))
            {
                throw new RequestException("keyIds names living keys of the account that have account.approve, or account.*; one of these is none. A session approves as the key that opened it.");
            }
        }
    }

    private static RequestException Unchangeable(string more = "") => new(
        ErrorCode.Conflict,
        $"This would leave the account with an approval policy that nobody could change: it needs a key with {AccountOperations.SetApprovalPolicy}, and beside it as many that may approve that as its rule says, all of them without an end.{more}");
}
