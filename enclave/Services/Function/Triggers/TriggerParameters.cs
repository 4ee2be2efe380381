using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NeoServiceLayer.Enclave.Function.Triggers;

/// <summary>What a handler is given that a trigger executes: { deduplicationKey, event, parameters }.</summary>
internal static class TriggerParameters
{
    /// <summary>Escapes only what JSON has to: what is written is read by JSON's rules, and stands in no page.</summary>
    internal static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] Write(string deduplicationKey, ReadOnlySpan<byte> content, JsonElement? parameters)
    {
        ArrayBufferWriter<byte> output = new();
        using Utf8JsonWriter writer = new(output, Plain);
        writer.WriteStartObject();
        writer.WriteString("deduplicationKey", deduplicationKey);
        writer.WritePropertyName("event");
        writer.WriteRawValue(content, skipInputValidation: true);
        writer.WritePropertyName("parameters");
        if (parameters is { } given)
        {
            given.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
