using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.Net.Http.Headers;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Gateway.ServiceLayer;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>
/// <c>POST /hooks/{triggerId}</c>: a webhook's call in whatever form its sender makes it, made into <c>function.deliverWebhook</c>. Nothing of it
/// is judged here: signature and time are checked in the enclave.
/// </summary>
internal sealed class HookCalls(RouteTable routes, OperationCalls calls, GatewaySettings settings)
{
    private const string Prefix = "/hooks/";
    private const int MaxIdLength = 64;
    private const int MaxHeaderLength = 2048;

    /// <summary>The longest body: in base64 it is as long as a function's parameters may be.</summary>
    private const int MaxBodyBytes = FunctionLimits.MaxJsonBytes / 4 * 3;

    /// <summary>What goes along: what the schemes sign or go by, and what says of what kind the body is.</summary>
    private static readonly string[] Headers =
    [
        "content-type", "x-hub-signature-256", "x-github-event", "x-github-delivery", "webhook-id", "webhook-timestamp", "webhook-signature",
    ];

    private readonly OperationRoute? route = routes.All.FirstOrDefault(route => route.Operation == TriggerOperations.DeliverWebhook);

    /// <summary>The operation that serves a path; null where it is no webhook's.</summary>
    internal OperationRoute? Find(string path) => path.StartsWith(Prefix, StringComparison.Ordinal) ? route : null;

    /// <summary>Null when the response is written, else why there is none.</summary>
    internal async ValueTask<Refusal?> CallAsync(HttpContext context, OperationRoute to, CallHeaders headers)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers[HeaderNames.Allow] = HttpMethods.Post;
            return new Refusal(ErrorCode.MethodNotAllowed, "A webhook takes POST.");
        }

        string id = context.Request.Path.Value![Prefix.Length..];
        if (id.Length is 0 or > MaxIdLength || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
        {
            return new Refusal(ErrorCode.NotFound, "There is no such webhook: the path is /hooks/ and a trigger's id.");
        }

        byte[]? body;
        try
        {
            body = await ReadAsync(context.Request, Math.Min(MaxBodyBytes, settings.MaxBodyBytes));
        }
        catch (Exception broken) when (broken is BadHttpRequestException or ConnectionResetException or ConnectionAbortedException)
        {
            return new Refusal(ErrorCode.MalformedFrame, "The body was cut off, came too slowly, or its chunks are broken.");
        }

        return body is null
            ? RequestBody.TooLarge(Math.Min(MaxBodyBytes, settings.MaxBodyBytes))
            : await calls.CallAsync(to, context.Response, headers, Write(context.Request, id, body), isSealed: false);
    }

    /// <summary>All of the body; null where it is too long.</summary>
    private static async ValueTask<byte[]?> ReadAsync(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        PipeReader reader = request.BodyReader;
        ReadResult read = await reader.ReadAsync();
        while (!read.IsCompleted && read.Buffer.Length <= maxBytes)
        {
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await reader.ReadAsync();
        }

        byte[]? body = read.Buffer.Length <= maxBytes ? read.Buffer.ToArray() : null;
        reader.AdvanceTo(read.Buffer.End);
        return body;
    }

    private static ReadOnlyMemory<byte> Write(HttpRequest request, string id, byte[] body)
    {
        ArrayBufferWriter<byte> output = new();
        using Utf8JsonWriter writer = new(output);
        writer.WriteStartObject();
        writer.WriteString("triggerId", id);
        writer.WriteStartArray("headers");
        foreach (string name in Headers)
        {
            if (request.Headers.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues values) && values.ToString() is { Length: <= MaxHeaderLength } value)
            {
                writer.WriteStartObject();
                writer.WriteString("name", name);
                writer.WriteString("value", value);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
        writer.WriteBase64String("body", body);
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenMemory;
    }
}
