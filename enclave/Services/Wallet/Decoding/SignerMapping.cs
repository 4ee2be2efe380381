using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Wallet.Decoding;

/// <summary>Signers and their rules as the answer shows them.</summary>
internal static class SignerMapping
{
    private static readonly (WitnessScopes Scope, string Name)[] Scopes =
    [
        (WitnessScopes.CalledByEntry, "calledByEntry"),
        (WitnessScopes.CustomContracts, "customContracts"),
        (WitnessScopes.CustomGroups, "customGroups"),
        (WitnessScopes.WitnessRules, "witnessRules"),
        (WitnessScopes.Global, "global"),
    ];

    internal static DecodedSigner From(Signer signer) => new()
    {
        Account = signer.Account.ToString(),
        Address = Address.ToAddress(signer.Account),
        Scopes = signer.Scopes == WitnessScopes.None
            ? ["none"]
            : [.. Scopes.Where(pair => signer.Scopes.HasFlag(pair.Scope)).Select(pair => pair.Name)],
        AllowedContracts = signer.Scopes.HasFlag(WitnessScopes.CustomContracts)
            ? [.. signer.AllowedContracts.Select(contract => contract.ToString())]
            : null,
        AllowedGroups = signer.Scopes.HasFlag(WitnessScopes.CustomGroups)
            ? [.. signer.AllowedGroups.Select(group => group.ToString())]
            : null,
        Rules = signer.Scopes.HasFlag(WitnessScopes.WitnessRules) ? [.. signer.Rules.Select(From)] : null,
    };

    private static DecodedRule From(WitnessRule rule) => new()
    {
        Action = rule.Action == WitnessRuleAction.Allow ? "allow" : "deny",
        Condition = From(rule.Condition),
    };

    // Recursion ends: a condition has few levels.
    private static DecodedCondition From(WitnessCondition condition) => condition switch
    {
        BooleanCondition boolean => Leaf("boolean", boolean.Value ? "true" : "false"),
        NotCondition not => Joined("not", [not.Condition]),
        AndCondition and => Joined("and", and.Conditions),
        OrCondition or => Joined("or", or.Conditions),
        ScriptHashCondition script => Leaf("scriptHash", script.Hash.ToString()),
        GroupCondition group => Leaf("group", group.Group.ToString()),
        CalledByContractCondition contract => Leaf("calledByContract", contract.Hash.ToString()),
        CalledByGroupCondition group => Leaf("calledByGroup", group.Group.ToString()),
        _ => Leaf("calledByEntry", null),
    };

    private static DecodedCondition Leaf(string type, string? value) => new() { Type = type, Value = value };

    private static DecodedCondition Joined(string type, IReadOnlyList<WitnessCondition> conditions) =>
        new() { Type = type, Conditions = [.. conditions.Select(From)] };
}
