using System.Globalization;
using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.OnChain;

/// <summary>
/// Signs prepared transactions and puts them on their way: what happens inside the state's transaction, so that the signed transaction
/// is committed with the answer that names it, before anybody is sent it.
/// </summary>
internal sealed class TransactionSubmission(WalletDocuments documents, ContextSigner signer, Dispatch dispatch)
{
    internal async ValueTask<SubmittedTransaction> SubmitAsync(PreparedTransaction prepared, Call call)
    {
        TransactionDraft draft = prepared.Draft;
        WalletAddress address = await documents.RequireAddressAsync(call, draft.WalletId, draft.Index);
        ContractParametersContext context = new(prepared.Transaction, draft.Network.Magic);
        await signer.SignAsync(context, address, call, prepared.Height);
        Witness? own = context.WitnessOf(prepared.Account);
        if (own is null)
        {
            return draft.FeePayer is null
                ? Answer(prepared, SubmittedStatus.NeedsSignatures, context)
                : throw new RequestException(
                    ErrorCode.Conflict, "feePayer pays only for what is signed at once, and others' signatures are missing.");
        }

        FeeSeat? seat = draft.FeePayer is null
            ? null
            : await dispatch.FeePayer!.PayAsync(call, draft.FeePayer, draft.WalletId, prepared.Transaction, draft.Network.Magic);
        Transaction signed = prepared.Transaction.WithWitnesses(seat is null ? [own] : [seat.Witness, own]);
        await dispatch.SendAsync(call, draft.Network.Name, signed, seat);
        return Answer(prepared, SubmittedStatus.Pending, context: null);
    }

    private static SubmittedTransaction Answer(PreparedTransaction prepared, SubmittedStatus status, ContractParametersContext? context) => new()
    {
        TransactionHash = prepared.Transaction.Hash.ToString(),
        Network = prepared.Draft.Network.Name,
        Status = status,
        Sender = Address.ToAddress(prepared.Transaction.Sender),
        SystemFee = prepared.Transaction.SystemFee.ToString(CultureInfo.InvariantCulture),
        NetworkFee = prepared.Transaction.NetworkFee.ToString(CultureInfo.InvariantCulture),
        ValidUntilBlock = prepared.Transaction.ValidUntilBlock,
        ExpiresAbout = prepared.ExpiresAbout,
        Context = context is null ? null : JsonElement.Parse(context.ToBytes()),
    };
}
