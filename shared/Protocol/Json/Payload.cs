using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Json;
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
        string? member = info.Converter is IObjectConverter converter ? DescribeMember(payload, converter.Members) : null;
        return member ?? $"payload: {(path is { Length: <= MaxQuotedName } ? path : "$")} is missing a member, has one too many, or has the wrong type.";
    }

    /// <summary>What is wrong with the outermost object's members; null if these are all known, and none is missing.</summary>
    private static string? DescribeMember(ReadOnlySpan<byte> payload, MemberNames names)
    {
        ulong given = 0;
        Utf8JsonReader reader = new(payload);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!names.Find(ref reader))
            {
                string name = reader.GetString()!;
                return name.Length <= MaxQuotedName
                    ? $"payload: there is no member {name}."
                    : "payload: there is no member of such a long name.";
            }

            given |= 1UL << names.Current;
            reader.Skip();
        }

        return names.FirstMissing(given) is string missing ? $"payload: the member {missing} is missing." : null;
    }
}
