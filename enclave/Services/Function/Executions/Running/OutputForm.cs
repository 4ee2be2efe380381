using System.Buffers;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Function.Executions.Storage;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.Function.Executions.Running;

/// <summary>What a run gave, as it is kept and shown: with the secrets that it read put out of sight, and hashed.</summary>
internal static class OutputForm
{
    private static readonly byte[] RedactedValue = [.. "\"[redacted]\""u8];
    private static readonly EnumNameConverter<ExecutionFailure> FailureNames = new();

    /// <summary>The SHA-256 of a result's form.</summary>
    /// <exception cref="FormatException">A number in it is beyond the range of doubles.</exception>
    internal static string HashOf(ReadOnlyMemory<byte> result) => CanonicalJson.Hash(result);

    /// <summary>The SHA-256 of an error's form: an object of code and message.</summary>
    internal static string HashOf(ExecutionError error)
    {
        ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("code"u8);
            FailureNames.Write(writer, error.Code, ExecutionDocumentJson.Default.Options);
            writer.WriteString("message"u8, error.Message);
            writer.WriteEndObject();
        }

        return CanonicalJson.Hash(json.WrittenMemory);
    }

    internal static ExecutionError Redact(IRunHost host, ExecutionError error) =>
        error with { Message = host.Redact(error.Message), Stack = error.Stack is { } stack ? host.Redact(stack) : null };

    internal static IReadOnlyList<ExecutionLogLine> Redact(IRunHost host, IReadOnlyList<ExecutionLogLine> lines) =>
        [.. lines.Select(line => line with { Text = host.Redact(line.Text) })];

    /// <summary>
    /// Puts secrets out of a value: out of its strings, and whole numbers that show one. Where a name shows one nothing of the value stays:
    /// in its place another might be one that the object has already.
    /// </summary>
    internal static ReadOnlyMemory<byte> Redact(IRunHost host, ReadOnlyMemory<byte> json)
    {
        ArrayBufferWriter<byte> written = new(json.Length);
        using Utf8JsonWriter writer = new(written, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Utf8JsonReader reader = new(json.Span, new JsonReaderOptions { MaxDepth = StrictJson.MaxDepth });
        bool changed = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.GetString() is var name && host.Redact(name!) != name)
            {
                return RedactedValue;
            }

            Copy(ref reader, writer, host, ref changed);
        }

        writer.Flush();
        return changed ? written.WrittenMemory : json;
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, IRunHost host, ref bool changed)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(reader.GetString()!);
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(Redact(host, reader.GetString()!, ref changed));
                break;
            case JsonTokenType.Number when Encoding.ASCII.GetString(reader.ValueSpan) is var number && host.Redact(number) != number:
                changed = true;
                writer.WriteRawValue(RedactedValue);
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan);
                break;
        }
    }

    private static string Redact(IRunHost host, string text, ref bool changed)
    {
        string redacted = host.Redact(text);
        changed |= redacted != text;
        return redacted;
    }
}
