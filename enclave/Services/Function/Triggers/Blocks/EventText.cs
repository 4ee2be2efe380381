using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Function.Triggers.Blocks;

/// <summary>An event of a contract as a handler is given it; its arguments as wallet.invokeRead shows values.</summary>
internal static class EventText
{
    internal static byte[] Write(string network, ChainBlock block, ChainEvent told)
    {
        ArrayBufferWriter<byte> output = new();
        using Utf8JsonWriter writer = new(output, TriggerParameters.Plain);
        writer.WriteStartObject();
        writer.WriteString("kind", "chainEvent");
        writer.WriteString("network", network);
        writer.WriteNumber("block", block.Index);
        writer.WriteString("blockHash", block.Hash.ToString());
        writer.WriteString("at", DateTimeOffset.FromUnixTimeMilliseconds(block.Time).UtcDateTime);
        if (told.Transaction is { } transaction)
        {
            writer.WriteString("transaction", transaction.ToString());
        }

        writer.WriteNumber("index", told.Index);
        writer.WriteString("contract", told.Notification.Contract.ToString());
        writer.WriteString("event", told.Notification.Name);
        writer.WriteStartArray("arguments");
        foreach (ChainValue value in told.Notification.State)
        {
            Write(writer, value);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    // Recursion ends: the reading of nodes' answers follows arrays to a small depth only.
    private static void Write(Utf8JsonWriter writer, ChainValue value)
    {
        writer.WriteStartObject();
        switch (value)
        {
            case ChainBoolean boolean:
                Write(writer, "boolean", boolean.Value ? "true" : "false");
                break;
            case ChainInteger integer:
                Write(writer, "integer", integer.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case ChainBytes bytes:
                WriteBytes(writer, bytes.Value.Span);
                break;
            case ChainArray array:
                WriteItems(writer, "array", array.Items);
                break;
            case ChainMap map:
                WriteItems(writer, "map", map.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }));
                break;
            default:
                writer.WriteString("type", value is ChainOpaque opaque ? opaque.Type : "null");
                break;
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string type, string value)
    {
        writer.WriteString("type", type);
        writer.WriteString("value", value);
    }

    private static void WriteBytes(Utf8JsonWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.WriteString("type", "bytes");
        writer.WriteBase64String("value", bytes);
        if (Utf8.IsValid(bytes) && Encoding.UTF8.GetString(bytes) is { Length: > 0 } text && !text.Any(char.IsControl))
        {
            writer.WriteString("text", text);
        }

        if (bytes.Length == UInt160.Length)
        {
            writer.WriteString("address", Address.ToAddress(new UInt160(bytes)));
        }
    }

    private static void WriteItems(Utf8JsonWriter writer, string type, IEnumerable<ChainValue> items)
    {
        writer.WriteString("type", type);
        writer.WriteStartArray("items");
        foreach (ChainValue item in items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }
}
