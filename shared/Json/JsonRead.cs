using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace NeoServiceLayer.Json;

/// <summary>
/// Values as generated code reads them: each from where the reader is, and by the rules of the serializer's own converters. What is
/// something else is a <see cref="JsonException"/> without a text; whoever catches it finds out where it is.
/// </summary>
public static class JsonRead
{
    /// <summary>Whether there is a null.</summary>
    public static bool IsNull(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null;

    /// <summary>A string.</summary>
    public static string String(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.String);
        return reader.GetString()!;
    }

    /// <summary>True or false.</summary>
    public static bool Boolean(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw new JsonException(),
    };

    /// <summary>A whole number of 32 bits.</summary>
    public static int Int32(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.Number);
        return reader.TryGetInt32(out int value) ? value : throw new JsonException();
    }

    /// <summary>A whole number of 32 bits that is not negative.</summary>
    public static uint UInt32(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.Number);
        return reader.TryGetUInt32(out uint value) ? value : throw new JsonException();
    }

    /// <summary>A whole number of 64 bits.</summary>
    public static long Int64(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.Number);
        return reader.TryGetInt64(out long value) ? value : throw new JsonException();
    }

    /// <summary>A time in ISO 8601.</summary>
    public static DateTime DateTime(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.String);
        return reader.TryGetDateTime(out DateTime value) ? value : throw new JsonException();
    }

    /// <summary>A time in ISO 8601 with its offset.</summary>
    public static DateTimeOffset DateTimeOffset(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.String);
        return reader.TryGetDateTimeOffset(out DateTimeOffset value) ? value : throw new JsonException();
    }

    /// <summary>Bytes in base64.</summary>
    public static byte[] Bytes(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.String);
        return reader.TryGetBytesFromBase64(out byte[]? value) ? value : throw new JsonException();
    }

    /// <summary>Any value.</summary>
    public static JsonElement Element(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        JsonMetadataServices.JsonElementConverter.Read(ref reader, typeof(JsonElement), options);

    /// <summary>What a converter reads. A type that can be null is never given it to read: whoever takes null looks for it first.</summary>
    public static T With<T>(JsonConverter<T> converter, ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(converter);
        return default(T) is null && IsNull(ref reader) ? throw new JsonException() : converter.Read(ref reader, typeof(T), options)!;
    }

    /// <summary>Goes to an array's next element; false at its end.</summary>
    public static bool NextElement(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Goes to the value of the next member of an object whose members may have any name; false at its end.</summary>
    public static bool NextEntry(ref Utf8JsonReader reader, out string name)
    {
        reader.Read();
        bool more = reader.TokenType == JsonTokenType.PropertyName;
        name = more ? reader.GetString()! : "";
        return more && reader.Read();
    }

    /// <summary>Puts an entry into a map; a later one of the same name takes its place, where it may.</summary>
    /// <exception cref="JsonException">There is one already, and the options say that there must not be.</exception>
    public static void Put<T>(Dictionary<string, T> map, string name, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(options);
        if (!map.TryAdd(name, value))
        {
            map[name] = options.AllowDuplicateProperties ? value : throw new JsonException();
        }
    }

    /// <exception cref="JsonException">The reader is at something else.</exception>
    public static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException();
        }
    }
}
