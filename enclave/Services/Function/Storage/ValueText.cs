using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Storage;

/// <summary>Keys and values as they are stored: values as JSON without white space, characters as they are where JSON allows that.</summary>
internal static class ValueText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="RequestException">It is none.</exception>
    internal static void CheckKey(string key, string member = "key")
    {
        if (Encoding.UTF8.GetByteCount(key) is 0 or > FunctionLimits.MaxKeyBytes)
        {
            throw new RequestException($"{member} has 1 to {FunctionLimits.MaxKeyBytes} bytes of UTF-8.");
        }
    }

    /// <summary>Reads a key that was given out as bytes.</summary>
    internal static bool TryReadKey(byte[] bytes, [NotNullWhen(true)] out string? key)
    {
        key = null;
        if (bytes.Length is 0 or > FunctionLimits.MaxKeyBytes)
        {
            return false;
        }

        try
        {
            key = Strict.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Writes a value.</summary>
    /// <exception cref="RequestException">It is too long, or nested too deeply.</exception>
    internal static byte[] Write(JsonElement value)
    {
        if (!IsWithin(value, FunctionLimits.MaxValueDepth))
        {
            throw new RequestException($"value is nested at most {FunctionLimits.MaxValueDepth} levels deep.");
        }

        ArrayBufferWriter<byte> written = new();
        using (Utf8JsonWriter writer = new(written, Plain))
        {
            value.WriteTo(writer);
        }

        return written.WrittenCount <= FunctionLimits.MaxValueBytes
            ? written.WrittenSpan.ToArray()
            : throw new RequestException($"value has at most {FunctionLimits.MaxValueBytes} bytes as JSON.");
    }

    /// <summary>How long a value is in a response, which escapes more.</summary>
    internal static int EscapedLength(ReadOnlyMemory<byte> json)
    {
        ArrayBufferWriter<byte> written = new();
        using (JsonDocument document = JsonDocument.Parse(json))
        using (Utf8JsonWriter writer = new(written))
        {
            document.RootElement.WriteTo(writer);
        }

        return written.WrittenCount;
    }

    private static bool IsWithin(JsonElement value, int levels) => value.ValueKind switch
    {
        JsonValueKind.Object => levels > 0 && value.EnumerateObject().All(member => IsWithin(member.Value, levels - 1)),
        JsonValueKind.Array => levels > 0 && value.EnumerateArray().All(item => IsWithin(item, levels - 1)),
        _ => true,
    };
}
