using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeoServiceLayer.Json;

/// <summary>What is known of a converter without its type.</summary>
public interface IObjectConverter
{
    /// <summary>The members of the objects that it reads.</summary>
    MemberNames Members { get; }
}

/// <summary>Reads and writes objects of one type; what derives from it is generated.</summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class ObjectConverter<T> : JsonConverter<T>, IObjectConverter
    where T : class
{
    /// <inheritdoc/>
    public abstract MemberNames Members { get; }

    /// <inheritdoc/>
    /// <exception cref="JsonException">It is no such object; with the path of what is wrong.</exception>
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Utf8JsonReader start = reader;
        try
        {
            return ReadObject(ref reader, options);
        }
        catch (Exception wrong) when (wrong is JsonException { Path: null } or InvalidOperationException or FormatException)
        {
            string path = JsonPath.Find(start, reader.TokenStartIndex, wrong);
            JsonException? syntax = wrong as JsonException;
            throw JsonLine.From(
                new JsonException($"What is at {path} cannot be read.", path, syntax?.LineNumber, syntax?.BytePositionInLine, wrong), reader.BytesConsumed);
        }
    }

    /// <summary>Reads an object from its first token to its last.</summary>
    protected abstract T ReadObject(ref Utf8JsonReader reader, JsonSerializerOptions options);
}
