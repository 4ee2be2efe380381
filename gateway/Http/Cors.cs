using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>
/// Which web pages may call (the Fetch standard's CORS protocol). No cookies are involved, so no credentials.
/// </summary>
internal sealed class Cors(IReadOnlyList<string> origins)
{
    private const string AllowedHeaders =
        "Authorization, Content-Type, Idempotency-Key, Nsl-Deadline-Ms, Nsl-Receipt, Traceparent";

    private const string ExposedHeaders = "Nsl-Receipt, Retry-After, X-Request-Id";
    private const string MaxAgeSeconds = "600";

    private readonly bool any = origins is ["*"];
    private readonly HashSet<string> allowed = [.. origins];

    /// <summary>Marks the response to a page of an allowed origin.</summary>
    internal void Apply(HttpContext context)
    {
        StringValues origin = context.Request.Headers.Origin;
        if (!any && allowed.Count > 0)
        {
            context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        }

        if (Allows(origin))
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers.AccessControlAllowOrigin = any ? "*" : origin;
            headers.AccessControlExposeHeaders = ExposedHeaders;
        }
    }

    /// <summary>Answers a page's question whether it may call; false if this is none.</summary>
    internal bool TryAnswerPreflight(HttpContext context)
    {
        IHeaderDictionary asked = context.Request.Headers;
        if (!HttpMethods.IsOptions(context.Request.Method)
            || asked.AccessControlRequestMethod.Count == 0
            || !Allows(asked.Origin))
        {
            return false;
        }

        IHeaderDictionary headers = context.Response.Headers;
        headers.AccessControlAllowMethods = HttpMethods.Post;
        headers.AccessControlAllowHeaders = AllowedHeaders;
        headers.AccessControlMaxAge = MaxAgeSeconds;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }

    private bool Allows(StringValues origin) =>
        origin.Count == 1 && (any || allowed.Contains(origin.ToString()));
}
