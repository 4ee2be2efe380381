using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Neo.Contexts;

public sealed partial class ContractParametersContext
{
    /// <summary>The longest JSON that is read, in bytes: the longest transaction and 16 signers of 29 keys leave room in it.</summary>
    public const int MaxLength = 384 * 1024;

    /// <summary>What a context is about: the full name of the class in Neo's code. It has contexts of blocks too; we do not.</summary>
    private const string TransactionType = "Neo.Network.P2P.Payloads.Transaction";

    private const string SignatureType = "Signature";

    // Base64 as it is: the default writes + as \u002B.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a context and checks every signature in it.</summary>
    /// <remarks>
    /// Signers may be accounts of keys, and contracts whose verify method takes nothing; what else a context can say is refused
    /// by name. A hash that is there must be the transaction's; script hashes may stand without 0x, as Neo reads them.
    /// </remarks>
    /// <exception cref="NeoFormatException">It is no such context, or a signature in it does not hold; the reason names the member.</exception>
    public static ContractParametersContext Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxLength)
        {
            throw new NeoFormatException($"more than {MaxLength} bytes");
        }

        ContextJson read = Deserialize(json);
        if (read.Type != TransactionType)
        {
            throw new NeoFormatException($"type: not {TransactionType}");
        }

        ContractParametersContext context = new(ReadTransaction(read.Data), read.Network);
        if (read.Hash is not null
            && !(UInt256.TryParse(WithPrefix(read.Hash), out UInt256 hash) && hash == context.Transaction.Hash))
        {
            throw new NeoFormatException("hash: not that of the transaction in data");
        }

        foreach ((string name, ContextItemJson item) in read.Items)
        {
            context.ReadItem(name, item);
        }

        return context;
    }

    /// <summary>The context as JSON, as neo-cli writes it.</summary>
    public byte[] ToBytes()
    {
        ArrayBufferWriter<byte> output = new();
        using (Utf8JsonWriter writer = new(output, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("type", TransactionType);
            writer.WriteString("hash", Transaction.Hash.ToString());
            writer.WriteBase64String("data", Transaction.ToUnsignedBytes());
            writer.WriteStartObject("items");
            foreach (Signer signer in Transaction.Signers)
            {
                if (items.TryGetValue(signer.Account, out ContextItem? item))
                {
                    writer.WritePropertyName(signer.Account.ToString());
                    WriteItem(writer, item);
                }
            }

            writer.WriteEndObject();
            writer.WriteNumber("network", Network);
            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteItem(Utf8JsonWriter writer, ContextItem item)
    {
        writer.WriteStartObject();
        if (item.Contract is { } contract)
        {
            writer.WriteBase64String("script", contract.Script.Span);
        }
        else
        {
            writer.WriteNull("script");
        }

        writer.WriteStartArray("parameters");
        foreach (byte[]? value in item.Parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("type", SignatureType);
            if (value is not null)
            {
                writer.WriteBase64String("value", value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("signatures");
        foreach ((PublicKey key, byte[] signature) in item.Signatures)
        {
            writer.WriteBase64String(key.ToString(), signature);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static ContextJson Deserialize(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ContextJsonContext.Default.ContextJson)
                ?? throw new NeoFormatException("null is no context");
        }
        catch (JsonException problem)
        {
            throw new NeoFormatException("not JSON of the members type, hash, data, items and network", problem);
        }
    }

    private static Transaction ReadTransaction(byte[] data)
    {
        Transaction transaction;
        try
        {
            transaction = Transaction.ParseMaybeUnsigned(data);
        }
        catch (NeoFormatException malformed)
        {
            throw new NeoFormatException("data: " + malformed.Message, malformed);
        }

        return transaction.Witnesses.Count == 0
            ? transaction
            : throw new NeoFormatException("data: the transaction has witnesses, which belong into items");
    }

    private static string WithPrefix(string text) => text.StartsWith("0x", StringComparison.Ordinal) ? text : "0x" + text;

    private void ReadItem(string name, ContextItemJson json)
    {
        if (!UInt160.TryParse(WithPrefix(name), out UInt160 account) || !HasSigner(account))
        {
            throw new NeoFormatException("items: one is named for no signer of the transaction");
        }

        // Null in JSON arrays and objects passes, whatever the types say.
        if (json is null || json.Parameters.Any(parameter => parameter is null) || json.Signatures.Values.Any(value => value is null))
        {
            throw new NeoFormatException($"items: {account} has null for an object");
        }

        ContextItem item = new(ReadContract(account, json));
        if (!items.TryAdd(account, item))
        {
            throw new NeoFormatException($"items: {account} stands there twice");
        }

        if (json.Parameters.Count != (item.Contract?.Required ?? 0)
            || json.Parameters.Any(parameter => parameter.Type != SignatureType))
        {
            throw new NeoFormatException($"items: {account} has other parameters than its script takes");
        }

        ReadSignatures(account, item, json);
        ReadValues(account, item, json);
    }

    private static AccountContract? ReadContract(UInt160 account, ContextItemJson json)
    {
        if (json.Script is null)
        {
            return null;
        }

        if (!AccountContract.TryRead(json.Script, out AccountContract? contract))
        {
            throw new NeoFormatException($"items: the script of {account} is neither that of one key nor that of several");
        }

        return contract.ScriptHash == account
            ? contract
            : throw new NeoFormatException($"items: the script of {account} is another account's");
    }

    private void ReadSignatures(UInt160 account, ContextItem item, ContextItemJson json)
    {
        if (json.Signatures.Count > (item.Contract?.Required ?? 0))
        {
            throw new NeoFormatException($"items: {account} has more signatures than its script takes");
        }

        foreach ((string name, byte[] signature) in json.Signatures)
        {
            if (!PublicKey.TryParse(name, out PublicKey? key) || !item.Contract!.Keys.Contains(key) || item.Signatures.ContainsKey(key))
            {
                throw new NeoFormatException($"items: a signature of {account} is under no key of its script, or under one that has another");
            }

            if (!key.Verify(signedData, signature))
            {
                throw new NeoFormatException($"items: the signature of {account} under {key} does not hold");
            }

            item.Signatures.Add(key, signature);
        }
    }

    // Neo writes values when all signatures are there; some who write contexts give values alone. As in the machine, each
    // key is tried once, so no context costs more than its scripts have keys.
    private void ReadValues(UInt160 account, ContextItem item, ContextItemJson json)
    {
        byte[][] values = [.. json.Parameters.Select(parameter => parameter.Value).OfType<byte[]>()];
        if (values.Length == 0)
        {
            return;
        }

        int next = 0;
        foreach (PublicKey key in item.Contract!.Keys.Reverse())
        {
            if (next == values.Length)
            {
                break;
            }

            if (item.Signatures.TryGetValue(key, out byte[]? signature))
            {
                next += values[next].AsSpan().SequenceEqual(signature) ? 1 : 0;
            }
            else if (key.Verify(signedData, values[next]))
            {
                item.Signatures.Add(key, values[next++]);
            }
        }

        if (next != item.Contract.Required || item.Signatures.Count != item.Contract.Required)
        {
            throw new NeoFormatException($"items: the parameters of {account} are not the signatures of its keys, in their opposite order");
        }
    }
}
