using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Contracts;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>Payloads of any operation in which all texts and bytes are marked, and the finding of such a mark.</summary>
internal sealed class MarkedPayloads
{
    private const string Later = "2040-01-01T00:00:00Z";

    private readonly string text = "mark" + RandomNumberGenerator.GetHexString(16, lowercase: true);
    private readonly byte[] bytes = RandomNumberGenerator.GetBytes(24);

    /// <summary>What stands in every text.</summary>
    internal string Text => text;

    /// <summary>
    /// Payloads of one type: with all members and with those alone that must be there, with marks everywhere and with members that are known.
    /// </summary>
    /// <param name="info">The type.</param>
    /// <param name="known">What some texts must be so that there is something to find, by the members' names.</param>
    internal IEnumerable<byte[]> Of(JsonTypeInfo info, IReadOnlyDictionary<string, string> known)
    {
        foreach (IReadOnlyDictionary<string, string> names in (IReadOnlyDictionary<string, string>[])[new Dictionary<string, string>(), known])
        {
            foreach (bool all in (bool[])[true, false])
            {
                yield return Encoding.UTF8.GetBytes(Object(info, names, all).ToJsonString());
            }
        }
    }

    /// <summary>How a mark stands in a line; null if none does.</summary>
    internal string? In(string line)
    {
        byte[] encoded = Encoding.ASCII.GetBytes(text);
        string[] forms =
        [
            text, Convert.ToBase64String(encoded).TrimEnd('='), Convert.ToHexStringLower(encoded),
            Convert.ToBase64String(bytes).TrimEnd('='), Convert.ToHexStringLower(bytes),
        ];
        return forms.FirstOrDefault(form => line.Contains(form, StringComparison.OrdinalIgnoreCase));
    }

    private JsonObject Object(JsonTypeInfo info, IReadOnlyDictionary<string, string> known, bool all)
    {
        JsonObject made = [];
        foreach (JsonPropertyInfo member in info.Properties)
        {
            if (all || member.IsRequired)
            {
                made[member.Name] = Value(member.Name, member.PropertyType, info.Options, known, all);
            }
        }

        return made;
    }

    private JsonNode Value(string name, Type type, JsonSerializerOptions options, IReadOnlyDictionary<string, string> known, bool all)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Value(name, inner, options, known, all);
        }

        if (type.IsEnum)
        {
            return JsonSerializer.SerializeToNode(Enum.GetValues(type).GetValue(0), options.GetTypeInfo(type))!;
        }

        if (Leaf(name, type, known) is { } leaf)
        {
            return leaf;
        }

        JsonTypeInfo info = options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Object(info, known, all),
            JsonTypeInfoKind.Enumerable => new JsonArray(Value(name, info.ElementType!, options, known, all)),
            JsonTypeInfoKind.Dictionary => new JsonObject { [text] = Value(name, info.ElementType!, options, known, all) },
            _ => throw new InvalidOperationException($"It is not said here what a {type} in a payload looks like."),
        };
    }

    private JsonNode? Leaf(string name, Type type, IReadOnlyDictionary<string, string> known) => type switch
    {
        _ when type == typeof(string) => JsonValue.Create(known.GetValueOrDefault(name, text)),
        _ when type == typeof(SecretText) => JsonValue.Create(text),
        _ when type == typeof(byte[]) || type == typeof(SecretValue) => JsonValue.Create(Convert.ToBase64String(bytes)),
        _ when type == typeof(bool) => JsonValue.Create(true),
        _ when type == typeof(int) || type == typeof(long) || type == typeof(uint) => JsonValue.Create(1),
        _ when type == typeof(DateTime) => JsonValue.Create(Later),
        _ when type == typeof(JsonElement) => new JsonObject { [text] = text },
        _ => null,
    };
}
