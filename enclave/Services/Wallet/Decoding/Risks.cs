using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Wallet.Decoding;

/// <summary>What a person should look at before signing. That there is none does not make a transaction harmless.</summary>
internal static class Risks
{
    /// <summary>Fees above 5 GAS, in datoshi, are worth a second look: a transfer of GAS costs about 0.11.</summary>
    internal const long HighFee = 5_00000000;

    internal static IEnumerable<DecodedRisk> Of(Transaction transaction)
    {
        foreach (Signer signer in transaction.Signers)
        {
            if (signer.Scopes == WitnessScopes.Global || signer.Rules.Any(AllowsAll))
            {
                yield return Risk("globalScope",
                    $"Every contract that is called, however deep, may act for {Address.ToAddress(signer.Account)}.");
            }
            else if (signer.Scopes.HasFlag(WitnessScopes.WitnessRules))
            {
                yield return Risk("witnessRules",
                    $"Rules decide which contracts may act for {Address.ToAddress(signer.Account)}: read them.");
            }
        }

        if (transaction.SystemFee + transaction.NetworkFee > HighFee)
        {
            yield return Risk("feeHigh", "The sender pays more than 5 GAS of fees.");
        }

        if (transaction.Attributes.Any(attribute => attribute is ConflictsAttribute))
        {
            yield return Risk("conflictsAttribute", "It takes the place of other transactions, which then cannot be in a block.");
        }
    }

    internal static IEnumerable<DecodedRisk> Of(ScriptAnalysis analysis)
    {
        if (!analysis.Recognised)
        {
            yield return Risk("unrecognisedScript",
                $"From byte {analysis.StoppedAt} on, what the script does is not known: {analysis.Reason}.");
        }

        HashSet<ContractCall> transfers = [.. analysis.Transfers.Select(transfer => transfer.Call)];
        foreach (UInt160 contract in analysis.Transfers.Select(transfer => transfer.Asset).Where(IsUnknown).Distinct())
        {
            yield return Risk("transferToUnknownContract",
                $"A transfer is asked of {contract}, which is not part of Neo: what it does is that contract's own.");
        }

        foreach (UInt160 contract in analysis.Calls.Where(call => !transfers.Contains(call))
            .Select(call => call.Contract).Where(IsUnknown).Distinct())
        {
            yield return Risk("callToUnknownContract",
                $"A method of {contract} is called, which is not part of Neo: what it does is that contract's own.");
        }

        // NEO and GAS make a number of bytes, and of what another call gave: such a transfer is not listed as one.
        if (analysis.Calls.Any(call => call.Method == "transfer" && !transfers.Contains(call)))
        {
            yield return Risk("transferNotListed",
                "A call of transfer has arguments of other types, so it is no listed transfer: it may move tokens.");
        }

        if (analysis.Calls.Any(call => call.HasUnknownArgument))
        {
            yield return Risk("computedArgument", "A call is given what an earlier one gives, which nobody knows yet.");
        }

        if (analysis.Transfers.Any(transfer => !transfer.Call.Asserted))
        {
            yield return Risk("transferNotAsserted", "A transfer may fail and all else stand: nothing asserts its result.");
        }
    }

    internal static IEnumerable<DecodedRisk> Of(IReadOnlyList<DecodedWitness> witnesses) => witnesses
        .Where(witness => witness.Status == WitnessStatus.Invalid)
        .Select(witness => Risk("invalidWitness", $"The witness of {witness.Signer} does not hold: nodes refuse this."));

    private static bool AllowsAll(WitnessRule rule) =>
        rule is { Action: WitnessRuleAction.Allow, Condition: BooleanCondition { Value: true } };

    private static bool IsUnknown(UInt160 contract) => NativeContracts.Find(contract) is null;

    private static DecodedRisk Risk(string code, string message) => new() { Code = code, Message = message };
}
