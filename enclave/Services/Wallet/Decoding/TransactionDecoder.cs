using System.Globalization;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.Decoding;

/// <summary>Serves <c>wallet.decodeTransaction</c>.</summary>
internal static class TransactionDecoder
{
    internal static DecodeTransactionResponse Decode(DecodeTransactionRequest request)
    {
        uint? network = RequestBytes.ReadNetwork(request.Network);
        return (request.Transaction, request.Script) switch
        {
            ({ } text, null) => DecodeTransaction(
                RequestBytes.Read(text, request.Encoding, "transaction", Transaction.MaxSize), network),
            (null, { } text) => DecodeScript(RequestBytes.Read(text, request.Encoding, "script", Transaction.MaxScript)),
            _ => throw new RequestException("payload: exactly one of the members transaction and script must stand there."),
        };
    }

    private static DecodeTransactionResponse DecodeTransaction(byte[] bytes, uint? network)
    {
        Transaction transaction = Parse(bytes);
        var analysis = ScriptAnalysis.Of(transaction.Script.Span);
        List<DecodedWitness> witnesses = WitnessMapping.From(transaction, network);
        return new DecodeTransactionResponse
        {
            Hash = transaction.Hash.ToString(),
            Size = bytes.Length,
            Version = Transaction.Version,
            Nonce = transaction.Nonce,
            Sender = Address.ToAddress(transaction.Sender),
            SystemFee = transaction.SystemFee.ToString(CultureInfo.InvariantCulture),
            NetworkFee = transaction.NetworkFee.ToString(CultureInfo.InvariantCulture),
            ValidUntilBlock = transaction.ValidUntilBlock,
            Signers = [.. transaction.Signers.Select(SignerMapping.From)],
            Attributes = [.. transaction.Attributes.Select(AttributeMapping.From)],
            Script = ScriptMapping.From(transaction.Script.Span, analysis),
            Calls = [.. analysis.Calls.Select(CallMapping.From)],
            Transfers = [.. analysis.Transfers.Select(CallMapping.From)],
            Witnesses = witnesses,
            Risks = [.. Risks.Of(transaction), .. Risks.Of(analysis), .. Risks.Of(witnesses)],
            SignedData = network is { } magic ? Convert.ToHexStringLower(transaction.SignedData(magic)) : null,
        };
    }

    private static DecodeTransactionResponse DecodeScript(byte[] script)
    {
        if (script.Length == 0)
        {
            throw new RequestException("script is empty.");
        }

        var analysis = ScriptAnalysis.Of(script);
        return new DecodeTransactionResponse
        {
            Script = ScriptMapping.From(script, analysis),
            Calls = [.. analysis.Calls.Select(CallMapping.From)],
            Transfers = [.. analysis.Transfers.Select(CallMapping.From)],
            Risks = [.. Risks.Of(analysis)],
        };
    }

    /// <summary>Reads a transaction; the reason and the offset of a refusal speak of the sender's own bytes and nothing else.</summary>
    internal static Transaction Parse(byte[] bytes)
    {
        try
        {
            return Transaction.ParseMaybeUnsigned(bytes);
        }
        catch (NeoFormatException malformed)
        {
            throw new RequestException(
                $"transaction is no Neo N3 transaction: {malformed.Reason}, at byte {malformed.Offset}.", malformed);
        }
    }
}
