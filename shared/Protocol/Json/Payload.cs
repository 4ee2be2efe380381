using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Protocol.Json;

/// <summary>Reads payloads into the types of their operations.</summary>
public static class Payload
{
    /// <summary>A longer name is not repeated: an answer never grows with what was wrong in the request.</summary>
    private const int MaxQuotedName = 64;

    /// <summary>Reads a payload that <see cref="StrictJson"/> has passed. Of one that is refused no secret stays behind.</summary>
    /// <exception cref="RequestException">It is not what the operation takes: <see cref="ErrorCode.InvalidRequest"/>, naming the member.</exception>
    public static T Read<T>(ReadOnlySpan<byte> payload, JsonTypeInfo<T> info)
    {
        bool isRead = false;
        SecretsBeingRead.Begin();
        try
        {
            T read = JsonSerializer.Deserialize(payload, info)
                ?? throw new RequestException("payload must be an object.");
            isRead = true;
            return read;
        }
        catch (JsonException exception)
        {
            throw new RequestException(Describe(payload, info, exception.Path), exception);
        }
        finally
        {
            SecretsBeingRead.End(isRead);
        }
    }

    private static string Describe(ReadOnlySpan<byte> payload, JsonTypeInfo info, string? path)
    {
        HashSet<string> given = [];
        Utf8JsonReader reader = new(payload);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (!info.Properties.Any(property => property.Name == name))
            {
                return name.Length <= MaxQuotedName
                    ? $"payload: there is no member {name}."
                    : "payload: there is no member of such a long name.";
            }

            given.Add(name);
            reader.Skip();
        }

        JsonPropertyInfo? missing = info.Properties.FirstOrDefault(property => property.IsRequired && !given.Contains(property.Name));
        return missing is not null
            ? $"payload: the member {missing.Name} is missing."
            : $"payload: {(path is { Length: <= MaxQuotedName } ? path : "$")} is missing a member, has one too many, or has the wrong type.";
    }
}
