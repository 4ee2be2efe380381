using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Wallet.Keys;
using NeoServiceLayer.Enclave.Wallet.Policy;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Signs transactions for addresses of wallets: with their own key, or with those of the account's other wallets.</summary>
internal sealed class ContextSigner(WalletDocuments documents, WalletKeys keys, PolicyGate gate)
{
    /// <summary>Adds what signatures of an address the account has keys for; the wallet's policy and that of each wallet that signs decide.</summary>
    /// <param name="context">What is signed.</param>
    /// <param name="address">For which address.</param>
    /// <param name="call">The call.</param>
    /// <param name="height">The chain's height, where it is known.</param>
    /// <exception cref="RequestException">conflict: a wallet is frozen, or the account has no key that has not signed; policyDenied.</exception>
    internal async ValueTask SignAsync(ContractParametersContext context, WalletAddress address, Call call, uint? height = null)
    {
        if (address.Wallet.Frozen)
        {
            keys.Forget(address.Wallet.WalletId);
            throw WalletManagement.Frozen();
        }

        await gate.CheckAsync(call, address.Wallet, address.Account, context.Transaction, context.Network, height);
        if (!address.HasKey)
        {
            await SignWithMembersAsync(context, address, call);
            return;
        }

        using KeyLease lease = await keys.RentAsync(call.State, address);
        context.TrySign(AccountContract.Single(lease.Key.PublicKey), lease.Key);
    }

    /// <summary>Signs with the account's wallets that have one of the keys, until there are signatures enough.</summary>
    private async ValueTask SignWithMembersAsync(ContractParametersContext context, WalletAddress address, Call call)
    {
        AccountContract contract = address.Contract;
        int before = context.Missing(contract);
        RequestException? refusal = null;
        foreach (PublicKey key in contract.Keys)
        {
            if (context.Missing(contract) == 0)
            {
                return;
            }

            if (context.HasSignature(contract.ScriptHash, key)
                || await documents.FindAsync(call.State, call.Caller.AccountId, key.ScriptHash) is not { HasKey: true } member)
            {
                continue;
            }

            // A signature given for several keys would stand for the wallet's own account too: where that signs the same transaction,
            // the gate has asked its policy already.
            if (await gate.RefusalOfMemberAsync(call, member.Wallet, address.Account) is { } reason)
            {
                refusal = reason;
                continue;
            }

            using KeyLease lease = await keys.RentAsync(call.State, member);
            context.TrySign(contract, lease.Key);
        }

        if (context.Missing(contract) == before)
        {
            throw refusal ?? new RequestException(
                ErrorCode.Conflict, "No wallet of this account has a key of this multisig wallet that has not signed already.");
        }
    }
}
