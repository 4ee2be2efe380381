using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using NeoServiceLayer.Gateway.Metrics;
using NeoServiceLayer.Gateway.ServiceLayer;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>The one delegate behind every route: <c>POST /v1/{service}/{operation}</c>, and the document that describes them.</summary>
internal sealed class ApiEndpoint(
    RouteTable routes, OperationCalls calls, GatewaySettings settings, GatewayMetrics metrics, byte[] openApi, TimeProvider clock)
{
    private const string OpenApiPath = "/openapi/v1.json";
    private const string PostOnly = "POST, OPTIONS";
    private const string GetOnly = "GET, HEAD, OPTIONS";

    private readonly Cors cors = new(settings.CorsOrigins);
    private readonly RateLimit rate = new(settings.RequestsPerSecond, settings.RequestBurst, clock);

    /// <summary>Serves a request.</summary>
    internal Task HandleAsync(HttpContext context)
    {
        cors.Apply(context);
        if (cors.TryAnswerPreflight(context))
        {
            return Task.CompletedTask;
        }

        string path = context.Request.Path.Value ?? "";
        if (!rate.TryTake(context.Connection.RemoteIpAddress, out int retryAfter))
        {
            Refusal tooFast = new(ErrorCode.RateLimited, "Too many requests from this address; slow down.", retryAfter);
            return RefuseAsync(context, routes.Find(path), tooFast);
        }

        return routes.Find(path) is { } route ? CallAsync(context, route) : OtherAsync(context, path);
    }

    private async Task CallAsync(HttpContext context, OperationRoute route)
    {
        long began = clock.GetTimestamp();
        Refusal? refusal = CallHeaders.Read(context.Request.Headers, settings.DefaultDeadlineMs, out CallHeaders headers)
            ?? CheckMethod(context, HttpMethods.IsPost(context.Request.Method), PostOnly)
            ?? RequestBody.CheckHeaders(context.Request, settings.MaxBodyBytes)
            ?? await ServeAsync(context, route, headers);
        metrics.Count(route, refusal?.Code, clock.GetElapsedTime(began));
        if (refusal is { } why)
        {
            await ProblemDocument.WriteAsync(context.Response, why, headers.RequestId);
        }
    }

    private async ValueTask<Refusal?> ServeAsync(HttpContext context, OperationRoute route, CallHeaders headers)
    {
        PipeReader reader = context.Request.BodyReader;
        RequestBody body = default;
        try
        {
            ReadResult read = await reader.ReadAsync();
            while (!read.IsCompleted)
            {
                if (read.Buffer.Length > settings.MaxBodyBytes)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    return RequestBody.TooLarge(settings.MaxBodyBytes);
                }

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                read = await reader.ReadAsync();
            }

            return body.Take(reader, read.Buffer) ?? await calls.CallAsync(route, context.Response, headers, body);
        }
        catch (BadHttpRequestException broken)
        {
            return broken.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? RequestBody.TooLarge(settings.MaxBodyBytes)
                : new Refusal(ErrorCode.MalformedFrame, "The body was cut off, came too slowly, or its chunks are broken.");
        }
        finally
        {
            body.Release();
        }
    }

    private async Task OtherAsync(HttpContext context, string path)
    {
        if (path != OpenApiPath)
        {
            (ErrorCode code, string message) = routes.Explain(path);
            await RefuseAsync(context, route: null, new Refusal(code, message));
            return;
        }

        bool isGet = HttpMethods.IsGet(context.Request.Method);
        if (CheckMethod(context, isGet || HttpMethods.IsHead(context.Request.Method), GetOnly) is { } wrongMethod)
        {
            await RefuseAsync(context, route: null, wrongMethod);
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = openApi.Length;
        if (isGet)
        {
            await context.Response.BodyWriter.WriteAsync(openApi);
        }
    }

    private Task RefuseAsync(HttpContext context, OperationRoute? route, Refusal refusal)
    {
        CallHeaders.Read(context.Request.Headers, settings.DefaultDeadlineMs, out CallHeaders headers);
        metrics.Count(route, refusal.Code, TimeSpan.Zero);
        return ProblemDocument.WriteAsync(context.Response, refusal, headers.RequestId);
    }

    private static Refusal? CheckMethod(HttpContext context, bool allowed, string methods)
    {
        if (allowed)
        {
            return null;
        }

        context.Response.Headers[HeaderNames.Allow] = methods;
        return new Refusal(ErrorCode.MethodNotAllowed, $"This path takes {methods}.");
    }
}
