using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Wallet.Keys;
using NeoServiceLayer.Enclave.Wallet.Policy;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Serves <c>wallet.signTransaction</c>.</summary>
internal sealed class TransactionSigner(WalletDocuments documents, WalletKeys keys, PolicyGate gate)
{
    internal async ValueTask<SignTransactionResponse> SignAsync(SignTransactionRequest request, Call call)
    {
        WalletDocument document = await documents.RequireAsync(call, request.WalletId);
        if (document.Frozen)
        {
            keys.Forget(document.WalletId);
            throw WalletManagement.Frozen();
        }

        ContractParametersContext context = SigningContexts.Read(request);
        if (!context.HasSigner(document.Account))
        {
            throw new RequestException("walletId is that of a wallet whose account is no signer of the transaction.");
        }

        await gate.CheckAsync(call, document, document.Account, context.Transaction, context.Network);
        if (document.Kind == WalletKind.Single)
        {
            using KeyLease lease = await keys.RentAsync(call.State, document.WalletId);
            context.TrySign(AccountContract.Single(lease.Key.PublicKey), lease.Key);
        }
        else
        {
            await SignWithMembersAsync(context, document, call);
        }

        return Answer(context, document.Account);
    }

    /// <summary>Signs with the account's single wallets among the keys, until there are signatures enough.</summary>
    private async ValueTask SignWithMembersAsync(ContractParametersContext context, WalletDocument document, Call call)
    {
        AccountContract contract = AccountContract.TryRead(document.Script, out AccountContract? read)
            ? read
            : throw new InvalidOperationException("A wallet's script is none.");
        int before = context.Missing(contract);
        RequestException? refusal = null;
        foreach (PublicKey key in contract.Keys)
        {
            if (context.Missing(contract) == 0)
            {
                return;
            }

            if (context.HasSignature(contract.ScriptHash, key)
                || await documents.FindAsync(call, key.ScriptHash) is not { Kind: WalletKind.Single } member)
            {
                continue;
            }

            // A signature given for several keys would stand for the wallet's own account too: where that signs the same transaction,
            // the gate has asked its policy already.
            if (await gate.RefusalOfMemberAsync(call, member, document.Account) is { } reason)
            {
                refusal = reason;
                continue;
            }

            using KeyLease lease = await keys.RentAsync(call.State, member.WalletId);
            context.TrySign(contract, lease.Key);
        }

        if (context.Missing(contract) == before)
        {
            throw refusal ?? new RequestException(
                ErrorCode.Conflict, "No wallet of this account has a key of this multisig wallet that has not signed already.");
        }
    }

    private static SignTransactionResponse Answer(ContractParametersContext context, UInt160 account)
    {
        Witness? witness = context.WitnessOf(account);
        return new SignTransactionResponse
        {
            Hash = context.Transaction.Hash.ToString(),
            Complete = witness is not null,
            Witness = witness is null ? null : new TransactionWitness
            {
                InvocationScript = Convert.ToBase64String(witness.Invocation.Span),
                VerificationScript = Convert.ToBase64String(witness.Verification.Span),
            },
            Context = JsonElement.Parse(context.ToBytes()),
            Transaction = context.ToSigned() is { } signed ? Convert.ToBase64String(signed.ToBytes()) : null,
        };
    }
}
