using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>JSON in records.</summary>
internal static class StoredJson
{
    /// <exception cref="ArgumentException">It is longer than <paramref name="most"/> bytes.</exception>
    internal static byte[] Write<T>(T value, JsonTypeInfo<T> json, int most)
    {
        byte[] utf8 = JsonSerializer.SerializeToUtf8Bytes(value, json);
        return utf8.Length <= most ? utf8 : throw new ArgumentException($"It is {utf8.Length} bytes as JSON; {most} is the most.", nameof(value));
    }

    /// <exception cref="MalformedRecordException">It is not a <typeparamref name="T"/>.</exception>
    internal static T Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> json)
        where T : notnull
    {
        T? value;
        try
        {
            value = JsonSerializer.Deserialize(utf8, json);
        }
        catch (JsonException malformed)
        {
            throw new MalformedRecordException($"A {typeof(T).Name} is malformed.", malformed);
        }

        return value is null ? throw new MalformedRecordException($"A {typeof(T).Name} is null.") : value;
    }
}
