using System.Globalization;
using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Wallet.OnChain;
using NeoServiceLayer.Enclave.Wallet.Policy;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Serves <c>wallet.signTransaction</c>.</summary>
internal sealed class TransactionSigner(WalletDocuments documents, ContextSigner signer, Dispatch dispatch, ChainHeights heights)
{
    /// <summary>Reads the chain's height where a policy wants it, or where the transaction is to be sent: nodes take none that is valid for too long.</summary>
    internal async ValueTask<SeenHeight> PrepareAsync(SignTransactionRequest request, Preparation preparation)
    {
        await preparation.ReadAsync(state => documents.RequireAddressAsync(state, preparation.Caller, request.WalletId, request.Index));
        ContractParametersContext context = SigningContexts.Read(request);
        if (!request.Broadcast)
        {
            return await heights.ReadAsync(
                state => documents.RequireAddressAsync(state, preparation.Caller, request.WalletId, request.Index),
                _ => PolicySubject.Of(context.Transaction, context.Network, height: null),
                proposed: null,
                preparation);
        }

        INeoNetwork network = dispatch.Networks.Require(context.Network.ToString(CultureInfo.InvariantCulture));
        uint height = await network.GetHeightAsync();
        long last = height + (long)(await network.GetFeesAsync()).MaxValidUntilBlockIncrement;
        long valid = context.Transaction.ValidUntilBlock;
        return valid > height && valid <= last
            ? new SeenHeight(height)
            : throw new RequestException(
                ErrorCode.ChainRefused, $"validUntilBlock is {valid}; {network.Name}, at height {height}, takes {height + 1L} to {last}.");
    }

    internal async ValueTask<SignTransactionResponse> SignAsync(SignTransactionRequest request, SeenHeight seen, Call call)
    {
        WalletAddress address = await documents.RequireAddressAsync(call, request.WalletId, request.Index);
        ContractParametersContext context = SigningContexts.Read(request);
        if (!context.HasSigner(address.Account))
        {
            throw new RequestException("walletId is that of a wallet whose account is no signer of the transaction.");
        }

        await signer.SignAsync(context, address, call, seen.Height);
        Transaction? signed = context.ToSigned();
        if (request.Broadcast)
        {
            string network = dispatch.Networks.Require(context.Network.ToString(CultureInfo.InvariantCulture)).Name;
            if (signed is not null)
            {
                await dispatch.SendAsync(call, network, signed);
            }
        }

        return Answer(context, address.Account, signed, request.Broadcast);
    }

    private static SignTransactionResponse Answer(ContractParametersContext context, UInt160 account, Transaction? signed, bool broadcast)
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
            Transaction = signed is null ? null : Convert.ToBase64String(signed.ToBytes()),
            Status = !broadcast ? null : signed is null ? SubmittedStatus.NeedsSignatures : SubmittedStatus.Pending,
        };
    }
}
