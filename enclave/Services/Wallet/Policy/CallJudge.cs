using System.Text;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>
/// Decides on what a script asks for. A contract that the script calls directly sees the wallet's witness, so each must be named; with
/// calledByEntry nothing that those call in turn sees it, so that a contract which is told of a transfer can move nothing of the wallet's.
/// </summary>
internal static class CallJudge
{
    private const string TransferMethod = "transfer";
    private const int TransferArguments = 4;
    private const int MaxShown = 64;

    internal static void Judge(PolicyRules rules, UInt160 account, ScriptAnalysis script, PolicyDecision decision)
    {
        if (!script.Recognised && !rules.BlindSigning)
        {
            decision.Deny(
                "scriptUnrecognised", "blindSigning",
                $"From byte {script.StoppedAt} on, what the script does is not known: {script.Reason}.");
        }

        Dictionary<ContractCall, TokenTransfer> transfers = script.Transfers.ToDictionary(transfer => transfer.Call);
        foreach (ContractCall call in script.Calls)
        {
            if (!rules.BlindSigning && call.HasUnknownArgument)
            {
                decision.Deny(
                    "resultAsArgument", "blindSigning",
                    $"The call at byte {call.Offset} is given what an earlier call gives, which nobody knows yet.");
            }

            if (transfers.TryGetValue(call, out TokenTransfer? transfer))
            {
                JudgeTransfer(rules, account, transfer, decision);
            }
            else if (IsTransfer(call, rules))
            {
                JudgeUnreadableTransfer(rules, call, decision);
            }
            else
            {
                JudgeCall(rules, call, decision);
            }
        }
    }

    private static void JudgeTransfer(PolicyRules rules, UInt160 account, TokenTransfer transfer, PolicyDecision decision)
    {
        if (!rules.Assets.TryGetValue(transfer.Asset, out AssetLimits? limits))
        {
            decision.Deny("assetDenied", "assets", $"A transfer of {transfer.Asset} is asked for, which is no asset of the policy.");
            return;
        }

        // Of another's tokens: a token asks for its owner's witness, and this wallet's signature is none of his.
        if (transfer.From != account)
        {
            return;
        }

        decision.Send(transfer.Asset, transfer.Amount);
        if (limits.Recipients is { } recipients && !recipients.Contains(transfer.To))
        {
            decision.Deny(
                "recipientDenied", $"{limits.Rule}.recipients",
                $"{Address.ToAddress(transfer.To)} ({transfer.To}) is no recipient of {AssetNames.Of(transfer.Asset)} in the policy.");
        }

        if (!limits.AllowData && transfer.Data is not NullValue)
        {
            decision.Deny("dataDenied", $"{limits.Rule}.allowData", $"The transfer at byte {transfer.Call.Offset} carries data for its receiver.");
        }
    }

    /// <summary>Whether a call may be one that moves tokens by NEP-17, whatever its arguments are: a method is found by name and number of arguments.</summary>
    private static bool IsTransfer(ContractCall call, PolicyRules rules) => call.Method == TransferMethod
        && (call.Arguments.Count == TransferArguments || rules.Assets.ContainsKey(call.Contract));

    // A node makes numbers of bytes and bytes of numbers, so such a call may move tokens; wallets write none.
    private static void JudgeUnreadableTransfer(PolicyRules rules, ContractCall call, PolicyDecision decision)
    {
        if (!rules.Assets.ContainsKey(call.Contract))
        {
            decision.Deny("assetDenied", "assets", $"A transfer of {call.Contract} is asked for, which is no asset of the policy.");
        }
        else if (!rules.BlindSigning)
        {
            decision.Deny(
                "transferUnreadable", "blindSigning",
                $"The transfer at byte {call.Offset} does not name two accounts of 20 bytes, an integer from 0, and data.");
        }
    }

    private static void JudgeCall(PolicyRules rules, ContractCall call, PolicyDecision decision)
    {
        string what = $"{Shown(call.Method)} of {NativeContracts.Find(call.Contract) ?? call.Contract.ToString()}";
        if (!rules.Contracts.TryGetValue(call.Contract, out ContractLimits? limits))
        {
            decision.Deny("contractDenied", "contracts", $"The script calls {what}, which is no contract of the policy.");
            return;
        }

        if (!limits.Methods.Contains(call.Method))
        {
            decision.Deny("methodDenied", $"{limits.Rule}.methods", $"The script calls {what}, which is no method that the policy names.");
        }

        if ((call.Flags & ~limits.Flags) != 0)
        {
            decision.Deny("callFlagsDenied", $"{limits.Rule}.callFlags", $"The call of {what} allows it more than the policy does.");
        }

        decision.Ask(limits.Approval, $"The wallet's policy wants an approval of calling {what}.");
    }

    /// <summary>A method's name for people: one that is not plain is shown as its bytes, so that it looks like no other.</summary>
    private static string Shown(string method) =>
        method.Length <= MaxShown && method.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
            ? method
            : $"a method whose name is the bytes {Convert.ToHexStringLower(Encoding.UTF8.GetBytes(method[..Math.Min(method.Length, MaxShown)]))}";
}
