using Microsoft.CodeAnalysis;

namespace NeoServiceLayer.JsonGenerator.Model;

/// <summary>The types that are one value in JSON.</summary>
internal static class Scalars
{
    private static readonly Dictionary<string, ValueModel> Known = new(StringComparer.Ordinal)
    {
        ["string"] = Of("string", "String", "String", isReference: true),
        ["bool"] = Of("bool", "Boolean", "Boolean"),
        ["int"] = Of("int", "Int32", "Number"),
        ["uint"] = Of("uint", "UInt32", "Number"),
        ["long"] = Of("long", "Int64", "Number"),
        ["byte[]"] = Of("byte[]", "Bytes", "Base64String", isReference: true),
        ["System.DateTime"] = Of("DateTime", "DateTime", "String"),
        ["System.DateTimeOffset"] = Of("DateTimeOffset", "DateTimeOffset", "String"),
        ["System.Text.Json.JsonElement"] = new ValueModel(
            "JsonElement",
            "Element",
            IsReference: false,
            "JsonRead.Element(ref reader, options)",
            "writer.WritePropertyName($name);\n$value.WriteTo(writer);",
            "$value.WriteTo(writer);"),
    };

    /// <summary>What a type is as one value; null if it is none.</summary>
    internal static ValueModel? Of(ITypeSymbol type) =>
        Known.GetValueOrDefault(type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString());

    private static ValueModel Of(string type, string label, string written, bool isReference = false) => new(
        type,
        label,
        isReference,
        $"JsonRead.{label}(ref reader)",
        $"writer.Write{written}($name, $value);",
        $"writer.Write{written}Value($value);");
}
