extern alias Schemas;

using System.Text.Json.Nodes;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Gateway.Http;
using NeoServiceLayer.Gateway.ServiceLayer;
using NeoServiceLayer.Protocol.Operations;
using Xunit;
using Schemas::NeoServiceLayer.Schemas;

namespace NeoServiceLayer.Tests.Gateway;

public sealed class OpenApiDocumentTests
{
    private readonly JsonNode document = JsonNode.Parse(OpenApiDocument.Write(Routes().All))!;

    [Fact]
    public void Every_operation_for_clients_is_a_post_with_its_schemas()
    {
        Assert.Equal("3.1.0", (string?)document["openapi"]);
        Operation[] expected = [.. Operations.All.Where(operation => operation.Access != Access.Host)];
        Assert.Equal(expected.Length, document["paths"]!.AsObject().Count);
        foreach (Operation operation in expected)
        {
            JsonNode post = document["paths"]![$"/v1/{operation.Service}/{operation.Name}"]!["post"]!;
            Assert.Equal(operation.Summary, (string?)post["summary"]);
            Assert.Equal(operation.Access != Access.Public, post["security"]!.AsArray().Any(scheme => scheme!["Stamp"] is JsonArray));
            JsonObject request = Resolve(post["requestBody"]!["content"]!["application/json"]!["schema"]!);
            Assert.Equal("object", (string?)request["type"]);
            Assert.False((bool)request["additionalProperties"]!);
            Assert.Equal(
                PayloadMetadata.Request(operation).Properties.Select(property => property.Name),
                (request["properties"] as JsonObject)?.Select(property => property.Key) ?? []);
            Resolve(post["responses"]!["200"]!["content"]!["application/json"]!["schema"]!);
        }
    }

    [Fact]
    public void Stamps_are_a_scheme_of_the_authorization_header()
    {
        JsonNode scheme = document["components"]!["securitySchemes"]!["Stamp"]!;
        Assert.Equal(("http", "Stamp"), ((string?)scheme["type"], (string?)scheme["scheme"]));
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        List<string> references = [];
        Collect(document, references);
        Assert.NotEmpty(references);
        Assert.All(references, reference => Resolve(new JsonObject { ["$ref"] = reference }));
    }

    [Fact]
    public void A_schema_that_refers_to_itself_still_does_in_its_new_place()
    {
        JsonObject schema = JsonNode.Parse("""{"properties":{"next":{"$ref":"#"},"all":{"items":{"$ref":"#/properties/next"}}}}""")!.AsObject();
        JsonObject moved = PayloadSchema.MoveTo(schema, "#/components/schemas/x");
        Assert.Equal("#/components/schemas/x", (string?)moved["properties"]!["next"]!["$ref"]);
        Assert.Equal("#/components/schemas/x/properties/next", (string?)moved["properties"]!["all"]!["items"]!["$ref"]);
    }

    private static RouteTable Routes()
    {
        ParentAnswers answers = new();
        SystemAnswers.Bind(answers, Operations.All, () => false, TimeProvider.System);
        return new RouteTable(Operations.All, answers);
    }

    private static void Collect(JsonNode? node, List<string> references)
    {
        if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? member) in members)
            {
                if (name == "$ref")
                {
                    references.Add((string)member!);
                }

                Collect(member, references);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (JsonNode? item in items)
            {
                Collect(item, references);
            }
        }
    }

    private JsonObject Resolve(JsonNode reference)
    {
        string pointer = (string)reference["$ref"]!;
        Assert.StartsWith("#/", pointer, StringComparison.Ordinal);
        JsonNode? found = document;
        foreach (string step in pointer[2..].Split('/'))
        {
            found = found![step];
            Assert.NotNull(found);
        }

        return found!.AsObject();
    }
}
