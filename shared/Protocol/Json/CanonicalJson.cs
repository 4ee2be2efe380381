using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NeoServiceLayer.Protocol.Json;

/// <summary>
/// The one form of a JSON value (RFC 8785, JSON Canonicalization Scheme): members in the order of their names' UTF-16 code units, numbers
/// as ECMAScript writes the nearest double, strings with the least escaping, nothing between. Two texts have the same form exactly if
/// JavaScript reads the same value from both.
/// </summary>
public static class CanonicalJson
{
    private const int MostStackBytes = 64;

    /// <summary>The SHA-256 of a value's form, in 64 hexadecimal digits in lower case.</summary>
    /// <inheritdoc cref="Write(ReadOnlyMemory{byte})"/>
    public static string Hash(ReadOnlyMemory<byte> json) => Convert.ToHexStringLower(SHA256.HashData(Write(json)));

    /// <summary>A value's form.</summary>
    /// <param name="json">One JSON value in UTF-8 that <see cref="StrictJson"/> passes.</param>
    /// <exception cref="FormatException">A number is beyond the range of doubles: it has no form.</exception>
    /// <exception cref="JsonException">It is not one JSON value.</exception>
    public static byte[] Write(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = StrictJson.MaxDepth });
        ArrayBufferWriter<byte> written = new(json.Length);
        Write(document.RootElement, written);
        return written.WrittenSpan.ToArray();
    }

    private static void Write(JsonElement value, ArrayBufferWriter<byte> written)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, written);
                break;
            case JsonValueKind.Array:
                WriteArray(value, written);
                break;
            case JsonValueKind.String:
                WriteString(value.GetString()!, written);
                break;
            case JsonValueKind.Number:
                WriteNumber(value, written);
                break;
            default:
                written.Write(value.ValueKind switch
                {
                    JsonValueKind.True => "true"u8,
                    JsonValueKind.False => "false"u8,
                    _ => "null"u8,
                });
                break;
        }
    }

    private static void WriteObject(JsonElement value, ArrayBufferWriter<byte> written)
    {
        written.Write("{"u8);
        bool first = true;
        foreach (JsonProperty member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            Separate(ref first, written);
            WriteString(member.Name, written);
            written.Write(":"u8);
            Write(member.Value, written);
        }

        written.Write("}"u8);
    }

    private static void WriteArray(JsonElement value, ArrayBufferWriter<byte> written)
    {
        written.Write("["u8);
        bool first = true;
        foreach (JsonElement item in value.EnumerateArray())
        {
            Separate(ref first, written);
            Write(item, written);
        }

        written.Write("]"u8);
    }

    private static void Separate(ref bool first, ArrayBufferWriter<byte> written)
    {
        if (!first)
        {
            written.Write(","u8);
        }

        first = false;
    }

    private static void WriteNumber(JsonElement value, ArrayBufferWriter<byte> written)
    {
        if (!value.TryGetDouble(out double number) || !double.IsFinite(number))
        {
            throw new FormatException("A number is beyond the range of doubles.");
        }

        Span<byte> text = stackalloc byte[MostStackBytes];
        written.Write(text[..EcmaScriptNumber.Write(number, text)]);
    }

    private static void WriteString(string text, ArrayBufferWriter<byte> written)
    {
        written.Write("\""u8);
        int plain = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is >= ' ' and not ('"' or '\\'))
            {
                continue;
            }

            Encoding.UTF8.GetBytes(text.AsSpan(plain, i - plain), written);
            WriteEscape(text[i], written);
            plain = i + 1;
        }

        Encoding.UTF8.GetBytes(text.AsSpan(plain), written);
        written.Write("\""u8);
    }

    private static void WriteEscape(char letter, ArrayBufferWriter<byte> written)
    {
        ReadOnlySpan<byte> escape = letter switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\t' => "\\t"u8,
            '\n' => "\\n"u8,
            '\f' => "\\f"u8,
            '\r' => "\\r"u8,
            _ => default,
        };
        written.Write(escape);
        if (escape.IsEmpty)
        {
            written.Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', Digit(letter >> 4), Digit(letter & 15)]);
        }
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
