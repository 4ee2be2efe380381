using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>What a policy says of a script: only calls that it names, all of which the bytes show.</summary>
internal static class ScriptRules
{
    internal static IEnumerable<SponsorViolation> Of(ReadOnlyMemory<byte> script, SponsorPolicyDocument policy, UInt160 bank)
    {
        var analysis = ScriptAnalysis.Of(script.Span);
        if (!analysis.Recognised)
        {
            yield return Violations.Of(
                SponsorViolationCode.ScriptUnrecognised,
                $"The script does something else than call contracts with constants: {analysis.Reason}, at byte {analysis.StoppedAt}.");
        }
        else if (analysis.Calls.Count == 0)
        {
            yield return Violations.Of(SponsorViolationCode.ScriptUnrecognised, "The script calls no contract.");
        }

        foreach (SponsorViolation violation in analysis.Calls.Select(call => OfCall(call, policy)).OfType<SponsorViolation>().DistinctBy(each => each.Message))
        {
            yield return violation;
        }

        HashSet<ContractCall> transfers = [.. analysis.Transfers.Select(transfer => transfer.Call)];
        if (analysis.Calls.Any(call => Names(call, bank, isTransfer: transfers.Contains(call))))
        {
            yield return Violations.Of(
                SponsorViolationCode.BankInScript,
                "The bank account stands in the script otherwise than as the receiver of a transfer: it pays fees, and nothing else.");
        }
    }

    private static SponsorViolation? OfCall(ContractCall call, SponsorPolicyDocument policy)
    {
        string contract = call.Contract.ToString();
        SponsoredContract[] named = [.. policy.Contracts.Where(each => each.Contract == contract)];
        if (named.Length == 0)
        {
            return Violations.Of(SponsorViolationCode.ContractDenied, $"The policy does not name the contract {contract}.");
        }

        return named.Any(each => each.Methods is null || each.Methods.Contains(call.Method))
            ? null
            : Violations.Of(SponsorViolationCode.MethodDenied, $"The policy does not name the method {Violations.Shown(call.Method, SponsorLimits.MaxMethodLength)} of the contract {contract}.");
    }

    /// <summary>Whether an account is one of a call's arguments; being paid by another is no harm.</summary>
    private static bool Names(ContractCall call, UInt160 account, bool isTransfer)
    {
        const int To = 1;
        bool isPaid = isTransfer && call.Arguments[To] is BytesValue to && IsAccount(to, account);
        return call.Arguments.Where((_, position) => !(isPaid && position == To)).Any(argument => Holds(argument, account));
    }

    private static bool Holds(ScriptValue value, UInt160 account) => value switch
    {
        BytesValue bytes => IsAccount(bytes, account),
        ArrayValue array => array.Items.Any(item => Holds(item, account)),
        _ => false,
    };

    private static bool IsAccount(BytesValue bytes, UInt160 account) =>
        bytes.Value.Length == UInt160.Length && new UInt160(bytes.Value.Span) == account;
}
