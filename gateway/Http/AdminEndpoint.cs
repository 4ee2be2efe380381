using Microsoft.Net.Http.Headers;
using NeoServiceLayer.Gateway.Metrics;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>Health and metrics, on an address of their own: loopback unless told otherwise.</summary>
internal sealed class AdminEndpoint(Func<bool> isReady, Func<string> scrape)
{
    internal Task HandleAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers[HeaderNames.Allow] = "GET, HEAD";
            return AnswerAsync(context, StatusCodes.Status405MethodNotAllowed, "GET or HEAD\n");
        }

        return context.Request.Path.Value switch
        {
            "/health/live" => AnswerAsync(context, StatusCodes.Status200OK, "live\n"),
            "/health/ready" when isReady() => AnswerAsync(context, StatusCodes.Status200OK, "ready\n"),
            "/health/ready" => AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "not ready\n"),
            "/metrics" => AnswerAsync(context, StatusCodes.Status200OK, scrape(), PrometheusText.ContentType),
            _ => AnswerAsync(context, StatusCodes.Status404NotFound, "/health/live, /health/ready or /metrics\n"),
        };
    }

    private static Task AnswerAsync(
        HttpContext context, int status, string text, string type = "text/plain; charset=utf-8")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(text);
    }
}
