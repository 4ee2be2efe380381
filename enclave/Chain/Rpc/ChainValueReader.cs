using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>
/// Reads values of the machine from nodes' JSON: an object with <c>type</c> first, and <c>value</c>. What is nested too deep, or is too much
/// in all, becomes opaque, so that no contract can make an answer that cannot be read.
/// </summary>
internal sealed class ChainValueReader
{
    /// <summary>How deep values may nest.</summary>
    internal const int MaxDepth = 16;

    /// <summary>How many values there may be in all: twice what the machine's stack holds.</summary>
    internal const int MaxValues = 4096;

    /// <summary>The longest integer in decimal digits: 32 bytes, and a sign.</summary>
    private const int MaxDigits = 79;

    private int read;

    /// <summary>Reads a value, from its brace to its brace.</summary>
    /// <exception cref="JsonException">It is no value.</exception>
    internal ChainValue Read(ref Utf8JsonReader reader, int depth)
    {
        Expect(reader.TokenType == JsonTokenType.StartObject);
        if (depth > MaxDepth || ++read > MaxValues)
        {
            reader.Skip();
            return new ChainOpaque("TooMuch");
        }

        Expect(reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("type"u8) && reader.Read());
        string type = JsonText.Read(ref reader);
        ChainValue? value = type switch
        {
            "Any" => new ChainNull(),
            "Pointer" or "InteropInterface" => new ChainOpaque(type),
            _ => null,
        };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (value is null && reader.ValueTextEquals("value"u8))
            {
                reader.Read();
                value = ReadValue(ref reader, type, depth);
            }
            else
            {
                reader.Skip();
            }
        }

        return value ?? throw new JsonException();
    }

    /// <summary>Reads an array of values, from its bracket to its bracket.</summary>
    internal List<ChainValue> ReadItems(ref Utf8JsonReader reader, int depth)
    {
        Expect(reader.TokenType == JsonTokenType.StartArray);
        List<ChainValue> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader, depth + 1));
        }

        return items;
    }

    private ChainValue ReadValue(ref Utf8JsonReader reader, string type, int depth) => type switch
    {
        "Boolean" => new ChainBoolean(reader.TokenType == JsonTokenType.True
            || (reader.TokenType == JsonTokenType.False ? false : throw new JsonException())),
        "Integer" => new ChainInteger(ReadInteger(ref reader)),
        "ByteString" or "Buffer" => new ChainBytes(
            reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : throw new JsonException()),
        "Array" or "Struct" => new ChainArray(ReadItems(ref reader, depth)),
        "Map" => new ChainMap(ReadEntries(ref reader, depth)),
        _ => throw new JsonException(),
    };

    private static BigInteger ReadInteger(ref Utf8JsonReader reader)
    {
        string text = JsonText.Read(ref reader);
        return text.Length <= MaxDigits && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger value)
            ? value
            : throw new JsonException();
    }

    private List<KeyValuePair<ChainValue, ChainValue>> ReadEntries(ref Utf8JsonReader reader, int depth)
    {
        Expect(reader.TokenType == JsonTokenType.StartArray);
        List<KeyValuePair<ChainValue, ChainValue>> entries = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            ChainValue? key = null;
            ChainValue? value = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isKey = reader.ValueTextEquals("key"u8);
                Expect((isKey ? key is null : value is null && reader.ValueTextEquals("value"u8)) && reader.Read());
                _ = isKey ? key = Read(ref reader, depth + 1) : value = Read(ref reader, depth + 1);
            }

            Expect(key is not null && value is not null);
            entries.Add(new KeyValuePair<ChainValue, ChainValue>(key!, value!));
        }

        Expect(reader.TokenType == JsonTokenType.EndArray);
        return entries;
    }

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw new JsonException();
        }
    }
}
