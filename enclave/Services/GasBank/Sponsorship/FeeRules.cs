using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>What the chain says of a transaction: its blocks and its fees, which N3 burns as declared, whatever becomes of the script.</summary>
internal static class FeeRules
{
    private const int MaxReason = 128;

    internal static IEnumerable<SponsorViolation> Of(Transaction transaction, ChainFacts facts, IReadOnlyList<AccountContract> signers) =>
        [.. OfBlocks(transaction, facts), .. OfSystemFee(transaction, facts), .. OfNetworkFee(transaction, facts, signers)];

    private static IEnumerable<SponsorViolation> OfBlocks(Transaction transaction, ChainFacts facts)
    {
        if (facts.Mined)
        {
            yield return Violations.Of(SponsorViolationCode.AlreadyMined, "The transaction is in a block already.");
        }

        if (transaction.ValidUntilBlock <= facts.Height)
        {
            yield return Violations.Of(SponsorViolationCode.Expired, $"The transaction was valid until block {transaction.ValidUntilBlock}; block {facts.Height} is there.");
        }
        else if (transaction.ValidUntilBlock > facts.LastBlock)
        {
            yield return Violations.Of(
                SponsorViolationCode.ValidTooLong, $"The transaction is valid until block {transaction.ValidUntilBlock}; until {facts.LastBlock} it may be now.");
        }
    }

    private static IEnumerable<SponsorViolation> OfSystemFee(Transaction transaction, ChainFacts facts)
    {
        long cost = facts.Trial.GasConsumed;
        if (!facts.Trial.Halted)
        {
            string reason = facts.Trial.Exception is { } exception ? $": {Violations.Shown(exception, MaxReason)}" : ".";
            yield return Violations.Of(SponsorViolationCode.ScriptFails, $"The script fails when it is run now{reason}");
        }
        else if (transaction.SystemFee < cost)
        {
            yield return Violations.Of(SponsorViolationCode.SystemFeeTooLow, $"The system fee is {transaction.SystemFee} datoshi; the script costs {cost} now.");
        }
        else if (transaction.SystemFee > Most(cost))
        {
            yield return Violations.Of(
                SponsorViolationCode.SystemFeeTooHigh,
                $"The system fee is {transaction.SystemFee} datoshi; the script costs {cost} now, and {Most(cost)} is the most that is paid for it.");
        }
    }

    private static IEnumerable<SponsorViolation> OfNetworkFee(Transaction transaction, ChainFacts facts, IReadOnlyList<AccountContract> signers)
    {
        long least = SponsoredFee.Of(transaction, signers, facts.Fees);
        if (transaction.NetworkFee < least)
        {
            yield return Violations.Of(SponsorViolationCode.NetworkFeeTooLow, $"The network fee is {transaction.NetworkFee} datoshi; the network asks for {least}.");
        }
        else if (transaction.NetworkFee > Most(least))
        {
            yield return Violations.Of(
                SponsorViolationCode.NetworkFeeTooHigh,
                $"The network fee is {transaction.NetworkFee} datoshi; the network asks for {least}, and {Most(least)} is the most that is paid.");
        }
    }

    /// <summary>The most that is paid where so much is needed.</summary>
    private static long Most(long needed) => checked(needed + (needed / 100 * SponsorLimits.FeeMarginPercent) + (needed % 100 * SponsorLimits.FeeMarginPercent / 100));
}
