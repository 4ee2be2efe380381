using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace NeoServiceLayer.Protocol.Json;

/// <summary>
/// The names that the members of an enum have in JSON, by value: what <see cref="EnumNameConverter{T}"/> does for any enum. It is
/// not generic, so that an enum more costs a binary little.
/// </summary>
public sealed class EnumNames
{
    private readonly JsonEncodedText[] names;

    /// <summary>Reads the names from <see cref="JsonStringEnumMemberNameAttribute"/>. The members count up from zero.</summary>
    internal EnumNames([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type)
    {
        FieldInfo[] members = type.GetFields(BindingFlags.Public | BindingFlags.Static);
        names = new JsonEncodedText[members.Length];
        foreach (FieldInfo member in members)
        {
            names[(int)member.GetRawConstantValue()!] =
                JsonEncodedText.Encode(member.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name);
        }
    }

    /// <summary>The names in the order of their values.</summary>
    public IEnumerable<string> All => names.Select(name => name.Value);

    /// <summary>The names of the enum that a type is, or is when it is not null; null if it is none of ours.</summary>
    public static EnumNames? Of(JsonTypeInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return Nullable.GetUnderlyingType(info.Type) is Type inner
            ? Of(info.Options.GetTypeInfo(inner))
            : (info.Converter as IEnumNameConverter)?.Names;
    }

    /// <summary>Reads a name, exactly as it is declared.</summary>
    /// <exception cref="JsonException">It is something else: another name, a number, a number in quotes.</exception>
    internal int Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            for (int value = 0; value < names.Length; value++)
            {
                if (reader.ValueTextEquals(names[value].EncodedUtf8Bytes))
                {
                    return value;
                }
            }
        }

        throw new JsonException();
    }

    /// <summary>Writes the name of a value, which must be a member's.</summary>
    internal void Write(Utf8JsonWriter writer, int value) => writer.WriteStringValue(names[value]);
}

/// <summary>What all instances of <see cref="EnumNameConverter{T}"/> have in common.</summary>
internal interface IEnumNameConverter
{
    EnumNames Names { get; }
}
