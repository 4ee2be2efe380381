using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Cli.Payloads;

/// <summary>Turns one text into the JSON that a shape takes.</summary>
internal static class ValueParser
{
    /// <param name="text">The text; of bytes, their base64.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="flag">What to call it in a refusal.</param>
    /// <exception cref="UsageException">The text is not what the shape takes.</exception>
    internal static JsonNode Parse(string text, Shape shape, string flag)
    {
        JsonNode? value = shape.Kind switch
        {
            ShapeKind.Text or ShapeKind.Bytes => Fits(JsonValue.Create(text), shape),
            ShapeKind.Integer or ShapeKind.Number => Fits(Json(text, JsonValueKind.Number), shape),
            ShapeKind.Boolean => text is "true" or "false" ? JsonValue.Create(text == "true") : null,
            ShapeKind.Choice => Choice(text, shape, flag),
            ShapeKind.Opaque => Fits(JsonValue.Create(text), shape) ?? Json(text) ?? JsonValue.Create(text),
            ShapeKind.Object or ShapeKind.Map => Json(text, JsonValueKind.Object),
            ShapeKind.Array => Json(text, JsonValueKind.Array),
            _ => Json(text),
        };
        return value ?? throw new UsageException($"{flag} takes {Wanted(shape)}, not {Quote(text)}.");
    }

    private static string Wanted(Shape shape) => shape.Kind switch
    {
        ShapeKind.Object or ShapeKind.Map => "a JSON object (or its members, as in --name.member value)",
        ShapeKind.Array => "a JSON array",
        ShapeKind.Boolean => "true or false",
        ShapeKind.Integer when Range(shape.Info.Type) is string range => $"a whole number {range}",
        ShapeKind.Integer => "a whole number",
        ShapeKind.Number => "a number",
        ShapeKind.Json => "JSON",
        _ => ShapeName.Of(shape),
    };

    private static string? Range(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Byte => "from 0 to 255",
        TypeCode.UInt16 => $"from 0 to {ushort.MaxValue}",
        TypeCode.UInt32 => $"from 0 to {uint.MaxValue}",
        TypeCode.UInt64 => $"from 0 to {ulong.MaxValue}",
        TypeCode.Int32 => $"from {int.MinValue} to {int.MaxValue}",
        TypeCode.Int64 => $"from {long.MinValue} to {long.MaxValue}",
        _ => null,
    };

    private static JsonValue Choice(string text, Shape shape, string flag) =>
        shape.Choices.FirstOrDefault(name => Spelling.Matches(text, name)) is string choice
            ? JsonValue.Create(choice)
            : throw new UsageException(
                $"{flag} takes {string.Join(", ", shape.Choices)}, not {Quote(text)}{NearestName.Hint(text, shape.Choices)}");

    /// <summary>The value, if the contract's own reader takes it; else null.</summary>
    private static JsonNode? Fits(JsonNode? value, Shape shape)
    {
        try
        {
            return value is not null && value.Deserialize(shape.Info) is not null ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The text as strict JSON of that kind; else null.</summary>
    private static JsonNode? Json(string text, JsonValueKind? kind = null)
    {
        if (StrictJson.Check(Encoding.UTF8.GetBytes(text), out _) != StrictJsonError.None)
        {
            return null;
        }

        JsonNode? node = JsonNode.Parse(text);
        return node is not null && (kind is null || node.GetValueKind() == kind) ? node : null;
    }

    /// <summary>The beginning of a text between quotes.</summary>
    private static string Quote(string text) => text.Length <= 40 ? $"'{text}'" : $"'{text[..40]}…'";
}
