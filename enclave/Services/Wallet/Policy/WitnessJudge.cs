using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>Decides on where the wallet's witness counts. Other signers' scopes are theirs.</summary>
internal static class WitnessJudge
{
    internal static void Judge(ScopeLimits limits, UInt160 account, IReadOnlyList<Signer> signers, PolicyDecision decision)
    {
        Signer? own = signers.FirstOrDefault(signer => signer.Account == account);
        if (own is null)
        {
            decision.Deny("notASigner", "", "The wallet's account is no signer of the transaction.");
            return;
        }

        if (own.Scopes.HasFlag(WitnessScopes.Global) && !limits.Global)
        {
            Deny(decision, "global", "counts everywhere");
        }

        if (own.Scopes.HasFlag(WitnessScopes.WitnessRules) && !limits.WitnessRules)
        {
            Deny(decision, "witnessRules", "counts where its own rules say");
        }

        if (own.Scopes.HasFlag(WitnessScopes.CustomContracts)
            && (limits.Contracts is null || own.AllowedContracts.Any(contract => !limits.Contracts.Contains(contract))))
        {
            Deny(decision, "customContracts", $"counts in {string.Join(", ", own.AllowedContracts)}");
        }

        if (own.Scopes.HasFlag(WitnessScopes.CustomGroups)
            && (limits.Groups is null || own.AllowedGroups.Any(group => !limits.Groups.Contains(group))))
        {
            Deny(decision, "customGroups", $"counts in contracts of {string.Join(", ", own.AllowedGroups)}");
        }
    }

    private static void Deny(PolicyDecision decision, string scope, string where) => decision.Deny(
        "scopeDenied", "scopes", $"The wallet's witness {where} by the scope {scope}, which the policy does not name.");
}
