using System.Buffers;
using System.Text.Json;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>A call of a node's method (JSON-RPC 2.0): its name, and what writes its parameters.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="WriteParameters">Writes the parameters, one value after the other.</param>
internal sealed record RpcCall(string Method, Action<Utf8JsonWriter> WriteParameters)
{
    /// <summary>How many blocks there are: one more than the last one's index.</summary>
    internal static RpcCall BlockCount { get; } = new("getblockcount", static _ => { });

    /// <summary>Which network the node is of.</summary>
    internal static RpcCall Version { get; } = new("getversion", static _ => { });

    /// <summary>The index of the block that holds a transaction.</summary>
    internal static RpcCall TransactionHeight(UInt256 hash) => new("gettransactionheight", writer => writer.WriteStringValue(hash.ToString()));

    /// <summary>What became of a transaction's script.</summary>
    internal static RpcCall ApplicationLog(UInt256 hash) => new("getapplicationlog", writer => writer.WriteStringValue(hash.ToString()));

    /// <summary>A transaction's bytes.</summary>
    internal static RpcCall TransactionBytes(UInt256 hash) => new("getrawtransaction", writer =>
    {
        writer.WriteStringValue(hash.ToString());
        writer.WriteNumberValue(0);
    });

    /// <summary>A transaction's block and its time.</summary>
    internal static RpcCall TransactionPlace(UInt256 hash) => new("getrawtransaction", writer =>
    {
        writer.WriteStringValue(hash.ToString());
        writer.WriteNumberValue(1);
    });

    /// <summary>A block, with its transactions.</summary>
    internal static RpcCall Block(uint index) => new("getblock", writer =>
    {
        writer.WriteNumberValue(index);
        writer.WriteNumberValue(1);
    });

    /// <summary>A deployed contract.</summary>
    internal static RpcCall ContractState(UInt160 contract) => new("getcontractstate", writer => writer.WriteStringValue(contract.ToString()));

    /// <summary>Runs a script without changing anything.</summary>
    internal static RpcCall Invoke(ReadOnlyMemory<byte> script, IReadOnlyList<Signer> signers) => new("invokescript", writer =>
    {
        writer.WriteBase64StringValue(script.Span);
        SignerWriter.Write(writer, signers);
    });

    /// <summary>Hands a signed transaction over.</summary>
    internal static RpcCall Send(ReadOnlyMemory<byte> transaction) => new("sendrawtransaction", writer => writer.WriteBase64StringValue(transaction.Span));

    /// <summary>The body of a request: an array of several calls, whose ids are their positions, or one call alone.</summary>
    internal static ReadOnlyMemory<byte> ToBody(ReadOnlySpan<RpcCall> calls)
    {
        ArrayBufferWriter<byte> output = new();
        using Utf8JsonWriter writer = new(output);
        if (calls.Length != 1)
        {
            writer.WriteStartArray();
        }

        for (int id = 0; id < calls.Length; id++)
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc", "2.0");
            writer.WriteNumber("id", id);
            writer.WriteString("method", calls[id].Method);
            writer.WriteStartArray("params");
            calls[id].WriteParameters(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        if (calls.Length != 1)
        {
            writer.WriteEndArray();
        }

        writer.Flush();
        return output.WrittenMemory;
    }
}
