using System.Globalization;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>
/// Errors over HTTP: <c>application/problem+json</c> (RFC 9457), with what the protocol says beside it.
/// </summary>
internal static class ProblemDocument
{
    /// <summary>What <c>type</c> begins with; the code's name follows.</summary>
    internal const string TypePrefix = "urn:nsl:error:";

    internal const string ContentType = "application/problem+json";

    private const int DefaultRetryAfterSeconds = 1;

    /// <summary>Writes the whole response. Nothing of it may have been written before.</summary>
    /// <param name="response">The response.</param>
    /// <param name="refusal">What went wrong.</param>
    /// <param name="requestId">The request's id; empty if there is none.</param>
    internal static async Task WriteAsync(HttpResponse response, Refusal refusal, string requestId)
    {
        byte[] body = Serialize(refusal, requestId);
        response.StatusCode = refusal.Code.HttpStatus;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        if (requestId.Length > 0)
        {
            response.Headers[HeaderName.RequestId] = requestId;
        }

        if (response.StatusCode is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers[HeaderNames.RetryAfter] =
                Math.Max(DefaultRetryAfterSeconds, refusal.RetryAfterSeconds).ToString(CultureInfo.InvariantCulture);
        }

        await response.BodyWriter.WriteAsync(body);
    }

    internal static byte[] Serialize(Refusal refusal, string requestId)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            json.WriteString("type", TypePrefix + refusal.Code.Name);
            json.WriteString("title", Title(refusal.Code));
            json.WriteNumber("status", refusal.Code.HttpStatus);
            json.WriteString("detail", refusal.Message);
            json.WriteString("errorCode", refusal.Code.Name);
            json.WriteString("requestId", requestId);
            json.WriteBoolean("retryable", refusal.Code.Retryable);
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    /// <summary>The code's name as words: <c>rateLimited</c> is "Rate limited".</summary>
    internal static string Title(ErrorCode code)
    {
        string spaced = string.Concat(code.Name.Select(letter =>
            char.IsAsciiLetterUpper(letter) ? " " + char.ToLowerInvariant(letter) : letter.ToString()));
        return char.ToUpperInvariant(spaced[0]) + spaced[1..];
    }
}
