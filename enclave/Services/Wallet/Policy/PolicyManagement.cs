using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>Serves <c>wallet.setPolicy</c> and <c>wallet.getPolicy</c>.</summary>
internal sealed class PolicyManagement(WalletDocuments wallets, PolicyDocuments policies)
{
    internal async ValueTask<SetPolicyResponse> SetAsync(SetPolicyRequest request, Call call)
    {
        PolicyRules rules = PolicyReader.Read(request.Policy);
        WalletDocument wallet = await wallets.RequireAsync(call, request.WalletId);
        CheckFits(rules, wallet);
        await CheckApproversAsync(rules, call);
        int version = (await policies.FindAsync(call.State, wallet.WalletId))?.Version ?? 0;
        if (request.ExpectedVersion is { } expected && expected != version)
        {
            throw new RequestException(ErrorCode.Conflict, $"The wallet's policy has version {version}, not {expected}.");
        }

        PolicyDocument document = new()
        {
            Version = version + 1,
            Policy = request.Policy,
            UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(call.Time.ToUnixTimeMilliseconds()).UtcDateTime,
            UpdatedBy = call.Caller.KeyId,
        };
        policies.Put(call.State, wallet.WalletId, document);
        return new SetPolicyResponse { WalletId = wallet.WalletId, Version = document.Version, UpdatedAt = document.UpdatedAt };
    }

    internal async ValueTask<GetPolicyResponse> GetAsync(GetPolicyRequest request, Call call)
    {
        WalletDocument wallet = await wallets.RequireAsync(call, request.WalletId);
        if (await policies.FindAsync(call.State, wallet.WalletId) is not { } document)
        {
            return new GetPolicyResponse { WalletId = wallet.WalletId, Version = 0, Spent = [] };
        }

        PolicyRules rules = PolicyReader.Read(document.Policy);
        SpentHours spent = await policies.SpentAsync(call.State, wallet.WalletId);
        return new GetPolicyResponse
        {
            WalletId = wallet.WalletId,
            Version = document.Version,
            Policy = document.Policy,
            UpdatedAt = document.UpdatedAt,
            UpdatedBy = document.UpdatedBy,
            Spent = SpendMapping.Assets(rules, spent, call.Time, decision: null),
            Fees = SpendMapping.Fees(rules, spent, call.Time, decision: null),
        };
    }

    /// <summary>Checks that a policy is one for this wallet.</summary>
    internal static void CheckFits(PolicyRules rules, WalletDocument wallet)
    {
        if (rules.BlindSigning && !wallet.BlindSigning)
        {
            throw new RequestException("policy.blindSigning is for wallets that were made with blindSigning; this one was not.");
        }

        if (rules.SignData.Contains(DataFormat.Raw) && !wallet.BlindSigning)
        {
            throw new RequestException("policy.signData names raw, which is for wallets that were made with blindSigning; this one was not.");
        }

        if (wallet.Kind == WalletKind.Multisig && (rules.SignData.Count > 0 || rules.MemberOf.Count > 0))
        {
            throw new RequestException("policy.signData and policy.memberOf are for wallets with a key of their own: a multisig wallet has none.");
        }
    }

    /// <summary>A key that nobody has would lock the wallet: what names it is refused before.</summary>
    private static async ValueTask CheckApproversAsync(PolicyRules rules, Call call)
    {
        foreach (string keyId in rules.Approvals.SelectMany(approval => approval.KeyIds).Distinct())
        {
            if (await AccessDocuments.Keys.FindAsync(call.State, keyId) is not { } key
                || key.AccountId != call.Caller.AccountId || key.IsSession || !key.IsAlive(call.Time))
            {
                throw new RequestException($"policy: the keyIds of an approval name {keyId}, which is no key of this account that lives.");
            }
        }
    }
}
