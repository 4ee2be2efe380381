using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Gateway.ServiceLayer;

/// <summary>JSON Schema (2020-12) of payloads, from the same metadata that reads and writes them.</summary>
internal static class PayloadSchema
{
    // What may be anything is written {} and not true: the same to JSON Schema, and read by more tools.
    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = static (context, schema) =>
            context.TypeInfo.Type == typeof(SecretText) ? new JsonObject { ["type"] = "string", ["format"] = "password" }
            : context.TypeInfo.Type == typeof(SecretValue)
                ? new JsonObject { ["type"] = "string", ["format"] = "password", ["contentEncoding"] = "base64" }
            : EnumNames.Of(context.TypeInfo) is EnumNames names ? OneOf(names, Nullable.GetUnderlyingType(context.TypeInfo.Type) is not null)
            : schema is JsonObject ? schema : new JsonObject(),
    };

    /// <summary>The schema of a payload's type, always an object with <c>type</c>.</summary>
    internal static JsonObject Of(JsonTypeInfo info)
    {
        JsonNode schema = info.GetJsonSchemaAsNode(Options);
        JsonObject described = schema as JsonObject ?? [];
        described["type"] = "object";
        return described;
    }

    /// <summary>
    /// Moves a schema to another place of a document: its references to itself lead to <paramref name="place"/> from
    /// then on.
    /// </summary>
    /// <param name="schema">The schema; changed.</param>
    /// <param name="place">A JSON pointer as a fragment, such as <c>#/components/schemas/x</c>.</param>
    internal static JsonObject MoveTo(JsonObject schema, string place)
    {
        Rewrite(schema, place);
        return schema;
    }

    internal static JsonElement ToElement(JsonNode schema)
    {
        using JsonDocument document = JsonDocument.Parse(schema.ToJsonString());
        return document.RootElement.Clone();
    }

    private static JsonObject OneOf(EnumNames names, bool orNull)
    {
        IEnumerable<JsonNode?> values = names.All.Select(name => (JsonNode?)JsonValue.Create(name));
        return new JsonObject { ["enum"] = new JsonArray([.. orNull ? values.Append(null) : values]) };
    }

    private static void Rewrite(JsonNode? node, string place)
    {
        if (node is JsonObject members)
        {
            if (members["$ref"] is JsonValue reference
                && reference.TryGetValue(out string? target)
                && target.StartsWith('#'))
            {
                members["$ref"] = place + target[1..];
            }

            foreach ((_, JsonNode? member) in members)
            {
                Rewrite(member, place);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (JsonNode? item in items)
            {
                Rewrite(item, place);
            }
        }
    }
}
