using System.Text.Json.Nodes;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Gateway.ServiceLayer;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Schemas;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>The OpenAPI 3.1 document, written once at start from the descriptors.</summary>
internal static class OpenApiDocument
{
    private const string SchemaPlace = "#/components/schemas/";
    private const string ProblemSchema = "Problem";
    private const string StampScheme = "Stamp";

    internal static byte[] Write(IReadOnlyList<OperationRoute> routes)
    {
        JsonObject paths = [];
        JsonObject schemas = new() { [ProblemSchema] = Problem() };
        foreach (Operation operation in routes.Select(route => route.Operation))
        {
            schemas[RequestSchema(operation)] =
                PayloadSchema.MoveTo(PayloadSchema.Of(PayloadMetadata.Request(operation)), SchemaPlace + RequestSchema(operation));
            schemas[ResponseSchema(operation)] =
                PayloadSchema.MoveTo(PayloadSchema.Of(PayloadMetadata.Response(operation)), SchemaPlace + ResponseSchema(operation));
        }

        foreach (OperationRoute route in routes)
        {
            paths[route.Path] = new JsonObject { ["post"] = Post(route.Operation) };
        }

        JsonObject document = new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Neo Service Layer",
                ["version"] = ProductVersion.Text,
                ["description"] = "Each operation is a POST whose body is the operation's payload, a JSON object.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["parameters"] = Parameters(),
                ["responses"] = new JsonObject { [ProblemSchema] = ProblemResponse() },
                ["securitySchemes"] = new JsonObject { [StampScheme] = Stamp() },
            },
        };
        return System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    private static string RequestSchema(Operation operation) => $"{operation.Service}.{operation.Name}.request";

    private static string ResponseSchema(Operation operation) => $"{operation.Service}.{operation.Name}.response";

    private static JsonObject Post(Operation operation) => new()
    {
        ["operationId"] = $"{operation.Service}.{operation.Name}",
        ["summary"] = operation.Summary,
        ["tags"] = new JsonArray(operation.Service),
        ["x-nsl-changes-state"] = operation.Effects == Effects.ChangesState,
        ["x-nsl-confidential"] = operation.Confidential != Confidential.None,
        ["security"] = operation.Access == Access.Public ? [] : new JsonArray(new JsonObject { [StampScheme] = new JsonArray() }),
        ["parameters"] = new JsonArray(
            Reference("parameters/IdempotencyKey"),
            Reference("parameters/Deadline"),
            Reference("parameters/Receipt"),
            Reference("parameters/TraceParent")),
        ["requestBody"] = new JsonObject
        {
            ["required"] = false,
            ["content"] = Content(operation, SchemaPlace + RequestSchema(operation)),
        },
        ["responses"] = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = "Done: the response's payload.",
                ["headers"] = new JsonObject
                {
                    [HeaderName.RequestId] = StringHeader("The request's id."),
                    [HeaderName.Receipt] = StringHeader(
                        "A compact JWS by the enclave over request, answer and state: with every answer to a stamped request, and with others if asked for."),
                },
                ["content"] = Content(operation, SchemaPlace + ResponseSchema(operation)),
            },
            ["default"] = Reference("responses/" + ProblemSchema),
        },
    };

    private static JsonObject Parameters() => new()
    {
        ["IdempotencyKey"] = Header(
            HeaderName.IdempotencyKey,
            "The request's id. The same request sent again bears the same one.",
            new JsonObject { ["type"] = "string", ["pattern"] = "^[!-~]{1,128}$" }),
        ["Deadline"] = Header(
            HeaderName.Deadline,
            "Milliseconds within which the answer is wanted.",
            new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = CallHeaders.MaxDeadlineMs }),
        ["Receipt"] = Header(
            HeaderName.Receipt,
            "1 asks for a receipt, where answers have none by themselves.",
            new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("0", "1") }),
        ["TraceParent"] = Header(
            "traceparent", "W3C trace context; passed along.", new JsonObject { ["type"] = "string" }),
    };

    /// <summary>A stamp is for one request: none of OpenAPI's own schemes says that, so the scheme is one of HTTP's with a name of ours.</summary>
    private static JsonObject Stamp() => new()
    {
        ["type"] = "http",
        ["scheme"] = StampScheme,
        ["description"] = "A detached JWS (RFC 7515, appendix F; RFC 7797) over the body's very bytes, ES256, made for each request; "
            + "its rid is the Idempotency-Key. The enclave checks it.",
    };

    private static JsonObject Header(string name, string description, JsonObject schema) => new()
    {
        ["name"] = name,
        ["in"] = "header",
        ["required"] = false,
        ["description"] = description,
        ["schema"] = schema,
    };

    private static JsonObject Problem() => new()
    {
        ["type"] = "object",
        ["description"] = "RFC 9457, with the protocol's error code.",
        ["required"] = new JsonArray("type", "title", "status", "detail", "errorCode", "requestId", "retryable"),
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["type"] = "string" },
            ["title"] = new JsonObject { ["type"] = "string" },
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["detail"] = new JsonObject { ["type"] = "string" },
            ["errorCode"] = new JsonObject
            {
                ["type"] = "string",
                ["enum"] = new JsonArray(
                    [.. ErrorCode.All.Select(code => code.Name).Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]),
            },
            ["requestId"] = new JsonObject { ["type"] = "string" },
            ["retryable"] = new JsonObject { ["type"] = "boolean" },
        },
    };

    private static JsonObject ProblemResponse() => new()
    {
        ["description"] = "Not done: errorCode says why, and retryable whether the same request may be sent again.",
        ["headers"] = new JsonObject
        {
            [HeaderName.RequestId] = StringHeader("The request's id."),
            ["Retry-After"] = new JsonObject
            {
                ["description"] = "With 429 and 503: seconds to wait.",
                ["schema"] = new JsonObject { ["type"] = "integer" },
            },
        },
        ["content"] = new JsonObject
        {
            [ProblemDocument.ContentType] = new JsonObject { ["schema"] = Reference("schemas/" + ProblemSchema) },
        },
    };

    private static JsonObject StringHeader(string description) =>
        new() { ["description"] = description, ["schema"] = new JsonObject { ["type"] = "string" } };

    /// <summary>A payload as it is; or sealed, where the enclave answers, which alone opens it. What was sealed is answered sealed.</summary>
    private static JsonObject Content(Operation operation, string schema)
    {
        JsonObject content = new() { ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = schema } } };
        if (operation.Place != Place.Parent)
        {
            content[SealedType.Name] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string", ["format"] = "binary" } };
        }

        return content;
    }

    private static JsonObject Reference(string component) => new() { ["$ref"] = "#/components/" + component };
}
