using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>Reads a policy: what is written in it, whether by its owner now or from the state later, goes through here.</summary>
internal static class PolicyReader
{
    /// <exception cref="RequestException">invalidRequest: names the member that is wrong, and what it takes.</exception>
    internal static PolicyRules Read(WalletPolicy policy)
    {
        Dictionary<UInt160, AssetLimits> assets = ReadAssets(policy.Assets ?? []);
        return new PolicyRules
        {
            Networks = PolicyText.Set(policy.Networks, 1, PolicyLimits.MaxNetworks, "policy.networks", PolicyText.Network),
            Assets = assets,
            Contracts = ReadContracts(policy.Contracts ?? []),
            Fees = ReadFees(policy.Fees),
            Scopes = ReadScopes(policy.Scopes ?? []),
            Attributes = Names(policy.Attributes, "policy.attributes"),
            MaxBlocksValid = policy.MaxBlocksValid is null or (>= 1 and <= PolicyLimits.MaxBlocksValid)
                ? policy.MaxBlocksValid
                : throw new RequestException($"policy.maxBlocksValid is 1 to {PolicyLimits.MaxBlocksValid}."),
            Windows = ReadWindows(policy.Windows),
            Approval = PolicyText.Approval(policy.Approval, mayHaveAbove: false, "policy.approval"),
            SignData = Names(policy.SignData, "policy.signData"),
            MemberOf = PolicyText.Set(policy.MemberOf ?? [], 0, PolicyLimits.MaxMemberOf, "policy.memberOf", PolicyText.Account),
            BlindSigning = policy.BlindSigning,
        };
    }

    private static Dictionary<UInt160, AssetLimits> ReadAssets(IReadOnlyList<AssetRule> rules)
    {
        Dictionary<UInt160, AssetLimits> assets = Each(
            rules, PolicyLimits.MaxAssets, "policy.assets", (rule, member) => PolicyText.Asset(rule.Asset, $"{member}.asset"), ReadAsset);
        return assets.Values.Sum(asset => asset.Recipients?.Count ?? 0) <= PolicyLimits.MaxRecipientsInAll
            ? assets
            : throw new RequestException($"policy.assets have more than {PolicyLimits.MaxRecipientsInAll} recipients together.");
    }

    private static AssetLimits ReadAsset(AssetRule rule, string member)
    {
        PolicyApproval? approval = PolicyText.Approval(rule.Approval, mayHaveAbove: true, $"{member}.approval");
        return new AssetLimits(
            member["policy.".Length..],
            PolicyText.Amount(rule.MaxPerTransaction, PolicyText.MaxAmount, $"{member}.maxPerTransaction"),
            PolicyText.Amount(rule.MaxPerDay, PolicyText.MaxAmount, $"{member}.maxPerDay"),
            rule.Recipients is null
                ? null
                : PolicyText.Set(rule.Recipients, 1, PolicyLimits.MaxRecipients, $"{member}.recipients", PolicyText.Account),
            rule.AllowData,
            approval,
            approval?.Above is { } above ? PolicyText.Amount(above, PolicyText.MaxAmount, $"{member}.approval.above") : null);
    }

    private static Dictionary<UInt160, ContractLimits> ReadContracts(IReadOnlyList<ContractRule> rules) => Each(
        rules,
        PolicyLimits.MaxContracts,
        "policy.contracts",
        (rule, member) => PolicyText.Contract(rule.Contract, $"{member}.contract"),
        (rule, member) => new ContractLimits(
            member["policy.".Length..],
            PolicyText.Set(rule.Methods, 1, PolicyLimits.MaxMethods, $"{member}.methods", PolicyText.Method),
            rule.CallFlags is null ? CallFlags.All : Names(rule.CallFlags, $"{member}.callFlags").Aggregate(CallFlags.None, (all, one) => all | FlagOf(one)),
            PolicyText.Approval(rule.Approval, mayHaveAbove: false, $"{member}.approval")));

    private static FeeLimits? ReadFees(FeeRule? fees) => fees is null ? null : new FeeLimits(
        PolicyText.Amount(fees.MaxSystemFee, long.MaxValue, "policy.fees.maxSystemFee"),
        PolicyText.Amount(fees.MaxNetworkFee, long.MaxValue, "policy.fees.maxNetworkFee"),
        PolicyText.Amount(fees.MaxPerDay, long.MaxValue, "policy.fees.maxPerDay"));

    private static ScopeLimits ReadScopes(IReadOnlyList<ScopeRule> rules)
    {
        Dictionary<PolicyScope, ScopeRule> scopes = Each(
            rules, Enum.GetValues<PolicyScope>().Length, "policy.scopes", (rule, _) => rule.Scope, (rule, _) => rule);
        for (int i = 0; i < rules.Count; i++)
        {
            CheckItems(rules[i].Contracts, rules[i].Scope == PolicyScope.CustomContracts, $"policy.scopes[{i}].contracts", "customContracts");
            CheckItems(rules[i].Groups, rules[i].Scope == PolicyScope.CustomGroups, $"policy.scopes[{i}].groups", "customGroups");
        }

        return new ScopeLimits(
            scopes.GetValueOrDefault(PolicyScope.CustomContracts) is { } contracts
                ? PolicyText.Set(contracts.Contracts!, 1, PolicyLimits.MaxScopeItems, "policy.scopes.contracts", PolicyText.Contract)
                : null,
            scopes.GetValueOrDefault(PolicyScope.CustomGroups) is { } groups
                ? PolicyText.Set(groups.Groups!, 1, PolicyLimits.MaxScopeItems, "policy.scopes.groups", RequestBytes.ReadKey)
                : null,
            scopes.ContainsKey(PolicyScope.WitnessRules),
            scopes.ContainsKey(PolicyScope.Global));
    }

    private static void CheckItems(IReadOnlyList<string>? items, bool belong, string member, string scope)
    {
        if (items is not null != belong)
        {
            throw new RequestException($"{member} stand with scope {scope}, and only there.");
        }
    }

    private static WeekWindow[] ReadWindows(IReadOnlyList<PolicyWindow>? windows)
    {
        if (windows is { Count: 0 or > PolicyLimits.MaxWindows })
        {
            throw new RequestException($"policy.windows are 1 to {PolicyLimits.MaxWindows}, or absent for any time.");
        }

        return [.. (windows ?? []).Select((window, i) => ReadWindow(window, $"policy.windows[{i}]"))];
    }

    private static WeekWindow ReadWindow(PolicyWindow? window, string member)
    {
        PolicyWindow given = window ?? throw new RequestException($"{member} is null.");
        int from = PolicyText.Minute(given.From, $"{member}.from");
        int to = PolicyText.Minute(given.To, $"{member}.to");
        if (from >= to)
        {
            throw new RequestException($"{member}.to is after from: write two windows for one that goes over midnight.");
        }

        IReadOnlyList<PolicyDay> days = given.Days ?? Enum.GetValues<PolicyDay>();
        return days.Count > 0
            ? new WeekWindow(Names(days, $"{member}.days").Select(day => (DayOfWeek)(int)day).ToHashSet(), from, to)
            : throw new RequestException($"{member}.days is empty: leave it out for every day.");
    }

    /// <summary>Reads rules that each are for something else.</summary>
    private static Dictionary<TKey, TLimits> Each<TRule, TKey, TLimits>(
        IReadOnlyList<TRule> rules, int most, string member, Func<TRule, string, TKey> keyOf, Func<TRule, string, TLimits> read)
        where TKey : notnull
    {
        if (rules.Count > most)
        {
            throw new RequestException($"{member} are at most {most}.");
        }

        Dictionary<TKey, TLimits> all = [];
        for (int i = 0; i < rules.Count; i++)
        {
            string where = $"{member}[{i}]";
            TRule rule = rules[i] ?? throw new RequestException($"{where} is null.");
            if (!all.TryAdd(keyOf(rule, where), read(rule, where)))
            {
                throw new RequestException($"{where} is for what another rule before is for.");
            }
        }

        return all;
    }

    private static IReadOnlySet<T> Names<T>(IReadOnlyList<T>? names, string member)
        where T : struct, Enum =>
        PolicyText.Set(names ?? [], 0, Enum.GetValues<T>().Length, member, (name, _) => name);

    private static CallFlags FlagOf(PolicyCallFlag flag) => flag switch
    {
        PolicyCallFlag.ReadStates => CallFlags.ReadStates,
        PolicyCallFlag.WriteStates => CallFlags.WriteStates,
        PolicyCallFlag.AllowCall => CallFlags.AllowCall,
        _ => CallFlags.AllowNotify,
    };
}
