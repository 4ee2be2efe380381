using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.Net.Http.Headers;
using NeoServiceLayer.Gateway.Metrics;
using NeoServiceLayer.Gateway.ServiceLayer;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>
/// The one delegate behind every route: <c>POST /v1/{service}/{operation}</c>, the document that describes them, and webhooks.
/// </summary>
internal sealed class ApiEndpoint(
    RouteTable routes,
    OperationCalls calls,
    GatewaySettings settings,
    GatewayMetrics metrics,
    TimeProvider clock,
    GatewayLog log)
{
    private const string OpenApiPath = "/openapi/v1.json";
    private const string PostOnly = "POST, OPTIONS";
    private const string GetOnly = "GET, HEAD, OPTIONS";

    private readonly byte[] openApi = OpenApiDocument.Write(routes.All);
    private readonly HookCalls hooks = new(routes, calls, settings);
    private readonly Cors cors = new(settings.CorsOrigins);
    private readonly RateLimit rate = new(settings.RequestsPerSecond, settings.RequestBurst, clock);

    /// <summary>Serves a request.</summary>
    internal async Task HandleAsync(HttpContext context)
    {
        cors.Apply(context);
        if (cors.TryAnswerPreflight(context))
        {
            return;
        }

        long began = clock.GetTimestamp();
        string path = context.Request.Path.Value ?? "";
        OperationRoute? hook = hooks.Find(path);
        OperationRoute? route = hook ?? routes.Find(path);
        CallHeaders headers = CallHeaders.OfStranger(settings.DefaultDeadlineMs);
        Refusal? wrong = hook is null ? CallHeaders.Read(context.Request.Headers, settings.DefaultDeadlineMs, out headers) : null;
        Refusal? refusal;
        try
        {
            refusal = CheckRate(context)
                ?? (hook is not null ? await hooks.CallAsync(context, hook, headers)
                    : route is null ? await OtherAsync(context, path)
                    : wrong ?? await CallAsync(context, route, headers));
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            log.WriteFault("http.fault", route?.Operation, fault);
            refusal = new Refusal(ErrorCode.InternalError, "The gateway failed at this request; its log says how.");
        }

        metrics.Count(route, refusal?.Code, clock.GetElapsedTime(began));
        if (refusal is { } why)
        {
            await ProblemDocument.WriteAsync(context.Response, why, headers.RequestId);
        }
    }

    private Refusal? CheckRate(HttpContext context) =>
        rate.TryTake(context.Connection.RemoteIpAddress, out int retryAfter)
            ? null
            : new Refusal(ErrorCode.RateLimited, "Too many requests from this address; slow down.", retryAfter);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Refusal?> CallAsync(HttpContext context, OperationRoute route, CallHeaders headers)
    {
        if (CheckMethod(context, HttpMethods.IsPost(context.Request.Method), PostOnly) is { } wrongMethod)
        {
            return wrongMethod;
        }

        if (RequestBody.CheckHeaders(context.Request, settings.MaxBodyBytes) is { } wrongBody)
        {
            return wrongBody;
        }

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

            bool isSealed = RequestBody.IsSealed(context.Request);
            return body.Take(reader, read.Buffer, isSealed)
                ?? await calls.CallAsync(route, context.Response, headers, body.Payload, isSealed);
        }
        catch (BadHttpRequestException broken) when (broken.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return RequestBody.TooLarge(settings.MaxBodyBytes);
        }
        catch (Exception broken) when (
            broken is BadHttpRequestException or ConnectionResetException or ConnectionAbortedException)
        {
            return new Refusal(
                ErrorCode.MalformedFrame, "The body was cut off, came too slowly, or its chunks are broken.");
        }
        finally
        {
            body.Release();
        }
    }

    private async ValueTask<Refusal?> OtherAsync(HttpContext context, string path)
    {
        if (path != OpenApiPath)
        {
            (ErrorCode code, string message) = routes.Explain(path);
            return new Refusal(code, message);
        }

        bool isGet = HttpMethods.IsGet(context.Request.Method);
        if (CheckMethod(context, isGet || HttpMethods.IsHead(context.Request.Method), GetOnly) is { } wrongMethod)
        {
            return wrongMethod;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = openApi.Length;
        if (isGet)
        {
            await context.Response.BodyWriter.WriteAsync(openApi);
        }

        return null;
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
