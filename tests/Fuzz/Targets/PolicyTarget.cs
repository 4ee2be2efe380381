using System.Numerics;
using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet.Policy;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>
/// A policy, a zero byte, and an unsigned transaction that its last signer would sign. The policy is read or refused with a word; what it then
/// allows is checked again here in the plainest way, and stays allowed when the policy has been stored.
/// </summary>
internal static class PolicyTarget
{
    private const uint Network = NetworkMagic.MainNet;
    private const uint Height = 5700;

    private static readonly DateTimeOffset Time = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    internal static bool Try(ReadOnlySpan<byte> input)
    {
        int end = input.IndexOf((byte)0);
        if (end < 0 || Read(input[..end]) is not { } policy || ReadTransaction(input[(end + 1)..]) is not { } transaction)
        {
            return false;
        }

        PolicyRules rules;
        try
        {
            rules = PolicyReader.Read(policy);
        }
        catch (RequestException refused)
        {
            Promise.Holds(refused.Code == ErrorCode.InvalidRequest && refused.Message.StartsWith("policy.", StringComparison.Ordinal), "the member that is wrong");
            return false;
        }

        UInt160 account = transaction.Signers[^1].Account;
        PolicyDecision decision = Judge(rules, account, transaction);
        Promise.Holds(Same(decision, Judge(PolicyReader.Read(Stored(policy)), account, transaction)), "the same decision by the policy as it is stored");
        if (decision.Violations.Count == 0)
        {
            CheckFrame(rules, account, transaction, decision);
            CheckMoves(rules, account, ScriptAnalysis.Of(transaction.Script.Span), decision);
        }

        return true;
    }

    private static PolicyDecision Judge(PolicyRules rules, UInt160 account, Transaction transaction) =>
        PolicyJudge.Judge(rules, account, PolicySubject.Of(transaction, Network, Height), Time, new SpentHours([]));

    private static void CheckFrame(PolicyRules rules, UInt160 account, Transaction transaction, PolicyDecision decision)
    {
        Promise.Holds(rules.Networks.Contains(Network), "a network that is named");
        Promise.Holds(rules.MaxBlocksValid is not { } most || transaction.ValidUntilBlock <= Height + most, "the time that it is valid");
        Promise.Holds(transaction.Attributes.Count == 0 || rules.Attributes.Count > 0, "attributes that are named");
        Promise.Holds(
            transaction.Signers.All(signer => signer.Account != account || (signer.Scopes & ~WitnessScopes.CalledByEntry) == 0
                || rules.Scopes is not { Contracts: null, Groups: null, WitnessRules: false, Global: false }),
            "scopes that are named");
        BigInteger fees = transaction.Sender == account ? (BigInteger)transaction.SystemFee + transaction.NetworkFee : 0;
        Promise.Holds(fees == decision.Fees, "the fees, where the account is the sender");
        Promise.Holds(fees.IsZero || (rules.Fees is { } limits && fees <= limits.MaxPerDay), "fees within the day's");
    }

    /// <summary>Every call is a transfer of an asset or one that is named, and what leaves the account is what was said and no more than may.</summary>
    private static void CheckMoves(PolicyRules rules, UInt160 account, ScriptAnalysis script, PolicyDecision decision)
    {
        Promise.Holds(script.Recognised || rules.BlindSigning, "a script that is understood");
        Dictionary<UInt160, BigInteger> sent = [];
        foreach (ContractCall call in script.Calls)
        {
            if (script.Transfers.FirstOrDefault(transfer => ReferenceEquals(transfer.Call, call)) is not { } transfer)
            {
                Promise.Holds(
                    rules.BlindSigning || (rules.Contracts.TryGetValue(call.Contract, out ContractLimits? limits) && limits.Methods.Contains(call.Method)),
                    "a call that is named");
                continue;
            }

            AssetLimits asset = rules.Assets[transfer.Asset];
            if (transfer.From == account)
            {
                Promise.Holds(asset.Recipients is null || asset.Recipients.Contains(transfer.To), "a recipient that is named");
                Promise.Holds(asset.AllowData || transfer.Data is NullValue, "no data");
                sent[transfer.Asset] = sent.GetValueOrDefault(transfer.Asset) + transfer.Amount;
            }
        }

        Promise.Holds(sent.Count == decision.Sends.Count && sent.All(pair => decision.Sends[pair.Key] == pair.Value), "what it takes is what was counted");
        Promise.Holds(
            sent.All(pair => pair.Value <= rules.Assets[pair.Key].MaxPerTransaction && pair.Value <= rules.Assets[pair.Key].MaxPerDay),
            "no more than the policy allows");
    }

    private static bool Same(PolicyDecision one, PolicyDecision other) =>
        one.Violations.Select(violation => violation.Code + violation.Rule).SequenceEqual(other.Violations.Select(violation => violation.Code + violation.Rule))
        && one.Approvals.Count == other.Approvals.Count && one.Fees == other.Fees && one.Sends.OrderBy(pair => pair.Key).SequenceEqual(other.Sends.OrderBy(pair => pair.Key));

    private static WalletPolicy Stored(WalletPolicy policy)
    {
        PolicyDocument document = new() { Version = 1, Policy = policy, UpdatedAt = Time.UtcDateTime, UpdatedBy = "key" };
        byte[] kept = JsonSerializer.SerializeToUtf8Bytes(document, PolicyDocumentJson.Default.PolicyDocument);
        return JsonSerializer.Deserialize(kept, PolicyDocumentJson.Default.PolicyDocument)!.Policy;
    }

    private static WalletPolicy? Read(ReadOnlySpan<byte> json)
    {
        byte[] payload = [.. """{"walletId":"w","policy":"""u8, .. json, (byte)'}'];
        try
        {
            return StrictJson.Check(payload, out _) == StrictJsonError.None ? Payload.Read(payload, WalletRequestJson.Default.SetPolicyRequest).Policy : null;
        }
        catch (RequestException refused)
        {
            Promise.Holds(refused.Code == ErrorCode.InvalidRequest, "a refusal of the request");
            return null;
        }
    }

    private static Transaction? ReadTransaction(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Transaction.ParseMaybeUnsigned(bytes);
        }
        catch (NeoFormatException)
        {
            return null;
        }
    }
}
