using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Cli.Payloads;

/// <summary>How a value is written on a command line.</summary>
internal enum ShapeKind
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>As a JSON number without a fraction.</summary>
    Integer,

    /// <summary>As a JSON number.</summary>
    Number,

    /// <summary>As true or false; a flag that stands alone is true.</summary>
    Boolean,

    /// <summary>As one of a few names.</summary>
    Choice,

    /// <summary>Field by field, or as JSON.</summary>
    Object,

    /// <summary>By repeating the flag.</summary>
    Array,

    /// <summary>Key by key, or as JSON.</summary>
    Map,

    /// <summary>As the bytes themselves: they are sent as base64.</summary>
    Bytes,

    /// <summary>As text if its reader takes text, else as JSON.</summary>
    Opaque,

    /// <summary>As JSON.</summary>
    Json,
}

/// <summary>One named member of an object.</summary>
internal sealed record Field(string Name, Shape Shape, bool Required);

/// <summary>What a contract's type looks like from the command line, read from its source-generated metadata.</summary>
internal sealed class Shape
{
    private Shape(ShapeKind kind, JsonTypeInfo info)
    {
        Kind = kind;
        Info = info;
    }

    internal ShapeKind Kind { get; }

    internal JsonTypeInfo Info { get; }

    /// <summary>Whether a value is a secret.</summary>
    internal bool IsSecret => Info.Type == typeof(SecretText) || Info.Type == typeof(SecretValue);

    /// <summary>The names that a <see cref="ShapeKind.Choice"/> has; else empty.</summary>
    internal IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>What JSON Schema calls the text's format; null if it has none.</summary>
    internal string? Format { get; private init; }

    /// <summary>The members of an object, in the contract's order; computed when asked, because types may contain themselves.</summary>
    internal IEnumerable<Field> Fields => Info.Properties
        .Where(property => !property.IsExtensionData)
        .Select(property => new Field(property.Name, OfMember(property), IsRequired(property)));

    /// <summary>The shape of an array's elements or of a map's values.</summary>
    internal Shape Element => Of(Info.Options.GetTypeInfo(Info.ElementType!));

    internal static Shape Of(JsonTypeInfo info) => info.Kind switch
    {
        JsonTypeInfoKind.Object when info.PolymorphismOptions is null => new Shape(ShapeKind.Object, info),
        JsonTypeInfoKind.Object => new Shape(ShapeKind.Json, info),
        JsonTypeInfoKind.Enumerable => new Shape(ShapeKind.Array, info),
        JsonTypeInfoKind.Dictionary => new Shape(ShapeKind.Map, info),
        _ => Scalar(info),
    };

    private static Shape OfMember(JsonPropertyInfo property)
    {
        JsonTypeInfo info = property.Options.GetTypeInfo(property.PropertyType);
        return property.CustomConverter is null ? Of(info) : new Shape(ShapeKind.Opaque, info);
    }

    private static bool IsRequired(JsonPropertyInfo property) => property.IsRequired
        || (property.Options.RespectRequiredConstructorParameters
            && property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false });

    private static Shape Scalar(JsonTypeInfo info)
    {
        Type type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if (type == typeof(JsonElement) || type == typeof(object) || typeof(JsonNode).IsAssignableFrom(type))
        {
            return new Shape(ShapeKind.Json, info);
        }

        if (type == typeof(SecretValue))
        {
            return new Shape(ShapeKind.Bytes, info);
        }

        if (EnumNames.Of(info) is EnumNames names)
        {
            return new Shape(ShapeKind.Choice, info) { Choices = [.. names.All] };
        }

        if (info.GetJsonSchemaAsNode() is not JsonObject schema)
        {
            return new Shape(ShapeKind.Opaque, info);
        }

        return new Shape(KindOf(schema["type"]), info) { Format = schema["format"]?.GetValue<string>() };
    }

    /// <summary>The first type that is not null: a nullable one lists both.</summary>
    private static ShapeKind KindOf(JsonNode? type)
    {
        IEnumerable<JsonNode?> types = type as JsonArray ?? (IEnumerable<JsonNode?>)[type];
        return types.Select(node => node?.GetValue<string>()).FirstOrDefault(name => name is not null and not "null") switch
        {
            "string" => ShapeKind.Text,
            "integer" => ShapeKind.Integer,
            "number" => ShapeKind.Number,
            "boolean" => ShapeKind.Boolean,
            _ => ShapeKind.Opaque,
        };
    }
}
