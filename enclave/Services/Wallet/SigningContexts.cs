using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Wallet.Decoding;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Reads what <c>wallet.signTransaction</c> is to sign: a bare transaction, or a context.</summary>
internal static class SigningContexts
{
    internal static ContractParametersContext Read(SignTransactionRequest request)
    {
        uint? network = RequestBytes.ReadNetwork(request.Network);
        return (request.Transaction, request.Context) switch
        {
            ({ } text, null) => Begin(
                TransactionDecoder.Parse(RequestBytes.Read(text, request.Encoding, "transaction", Transaction.MaxSize)), network),
            (null, { } json) => Read(json, network),
            _ => throw new RequestException("payload: exactly one of the members transaction and context must stand there."),
        };
    }

    private static ContractParametersContext Begin(Transaction transaction, uint? network)
    {
        if (transaction.Witnesses.Count != 0)
        {
            throw new RequestException("transaction has witnesses: send it without, and what others signed in a context.");
        }

        return network is { } magic
            ? new ContractParametersContext(transaction, magic)
            : throw new RequestException("payload: the member network is missing, which transaction needs.");
    }

    private static ContractParametersContext Read(JsonElement json, uint? network)
    {
        ContractParametersContext context = ChainText.ReadContext(json);
        return network is null || network == context.Network
            ? context
            : throw new RequestException("network is another than the context's.");
    }
}
