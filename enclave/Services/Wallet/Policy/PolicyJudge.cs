using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>
/// Decides on a transaction by a policy: by what stands in its bytes, and by nothing that a chain or the parent would have to say.
/// </summary>
internal static class PolicyJudge
{
    /// <param name="rules">The policy.</param>
    /// <param name="account">The wallet's account that would sign.</param>
    /// <param name="subject">What would be signed.</param>
    /// <param name="time">When.</param>
    /// <param name="spent">What the wallet has signed away already.</param>
    internal static PolicyDecision Judge(
        PolicyRules rules, UInt160 account, PolicySubject subject, DateTimeOffset time, SpentHours spent)
    {
        PolicyDecision decision = new();
        if (subject.Network is { } network && !rules.Networks.Contains(network))
        {
            decision.Deny("networkDenied", "networks", "The policy does not name this network.");
        }

        if (rules.Windows.Count > 0 && !rules.Windows.Any(window => window.Holds(time)))
        {
            decision.Deny("outsideWindows", "windows", $"It is {time.UtcDateTime:dddd HH:mm} UTC, which is in none of the policy's windows.");
        }

        WitnessJudge.Judge(rules.Scopes, account, subject.Signers, decision);
        CallJudge.Judge(rules, account, subject.Script, decision);
        if (subject.Transaction is { } transaction)
        {
            JudgeAttributes(rules, transaction, decision);
            JudgeValidity(rules, transaction, subject.Height, decision);
            JudgeFees(rules.Fees, account, transaction, decision);
        }

        JudgeSums(rules, time, spent, decision);
        decision.Ask(rules.Approval, "The wallet's policy wants an approval of every transaction.");
        return decision;
    }

    private static void JudgeAttributes(PolicyRules rules, Transaction transaction, PolicyDecision decision)
    {
        foreach (TransactionAttribute attribute in transaction.Attributes)
        {
            (PolicyAttribute? name, string text) = attribute switch
            {
                HighPriorityAttribute => (PolicyAttribute.HighPriority, "highPriority"),
                NotValidBeforeAttribute => (PolicyAttribute.NotValidBefore, "notValidBefore"),
                ConflictsAttribute => (PolicyAttribute.Conflicts, "conflicts"),
                NotaryAssistedAttribute => (PolicyAttribute.NotaryAssisted, "notaryAssisted"),
                _ => (default(PolicyAttribute?), "oracleResponse"),
            };
            if (name is not { } named || !rules.Attributes.Contains(named))
            {
                decision.Deny("attributeDenied", "attributes", $"The transaction has the attribute {text}, which the policy does not name.");
            }
        }
    }

    private static void JudgeValidity(PolicyRules rules, Transaction transaction, uint? height, PolicyDecision decision)
    {
        if (rules.MaxBlocksValid is not { } most)
        {
            return;
        }

        if (height is not { } now)
        {
            decision.Deny("heightUnknown", "maxBlocksValid", "The policy limits how long a transaction is valid, and the chain's height is not known here.");
        }
        else if (transaction.ValidUntilBlock > now + most)
        {
            decision.Deny(
                "validTooLong", "maxBlocksValid",
                $"validUntilBlock is {transaction.ValidUntilBlock}; {most} blocks after the chain's height of {now} is the most.");
        }
    }

    private static void JudgeFees(FeeLimits? limits, UInt160 account, Transaction transaction, PolicyDecision decision)
    {
        if (transaction.Sender != account)
        {
            return;
        }

        decision.Fees = (BigInteger)transaction.SystemFee + transaction.NetworkFee;
        if (limits is null)
        {
            decision.Deny("senderDenied", "fees", "The wallet is the transaction's sender, who pays its fees, and the policy has no fees.");
            return;
        }

        if (transaction.SystemFee > limits.MaxSystemFee)
        {
            decision.Deny("systemFeeOver", "fees.maxSystemFee", $"systemFee is {transaction.SystemFee} datoshi; {limits.MaxSystemFee} is the most.");
        }

        if (transaction.NetworkFee > limits.MaxNetworkFee)
        {
            decision.Deny("networkFeeOver", "fees.maxNetworkFee", $"networkFee is {transaction.NetworkFee} datoshi; {limits.MaxNetworkFee} is the most.");
        }
    }

    /// <summary>What all of the transaction takes, beside its own limits and beside what the last 24 hours took.</summary>
    private static void JudgeSums(PolicyRules rules, DateTimeOffset time, SpentHours spent, PolicyDecision decision)
    {
        foreach ((UInt160 asset, BigInteger amount) in decision.Sends)
        {
            AssetLimits limits = rules.Assets[asset];
            if (amount > limits.MaxPerTransaction)
            {
                decision.Deny(
                    "amountOverTransaction", $"{limits.Rule}.maxPerTransaction",
                    $"The transaction sends {amount} of {AssetNames.Of(asset)}; {limits.MaxPerTransaction} is the most.");
            }

            BigInteger before = spent.Of(asset, time);
            if (before + amount > limits.MaxPerDay)
            {
                decision.Deny(
                    "amountOverDay", $"{limits.Rule}.maxPerDay",
                    $"The transaction sends {amount} of {AssetNames.Of(asset)}, and {before} count of the last 24 hours; {limits.MaxPerDay} is the most.");
            }

            if (limits.Above is null || amount > limits.Above)
            {
                decision.Ask(limits.Approval, $"The wallet's policy wants an approval of sending {amount} of {AssetNames.Of(asset)}.");
            }
        }

        if (rules.Fees is { } fees && decision.Fees + spent.OfFees(time) > fees.MaxPerDay && !decision.Fees.IsZero)
        {
            decision.Deny(
                "feesOverDay", "fees.maxPerDay",
                $"The fees are {decision.Fees} datoshi, and {spent.OfFees(time)} count of the last 24 hours; {fees.MaxPerDay} is the most.");
        }
    }
}
