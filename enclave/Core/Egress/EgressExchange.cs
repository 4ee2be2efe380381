using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>A request as the framework's messages, and an answer out of them.</summary>
internal static class EgressExchange
{
    private const int Chunk = 8 << 10;
    private const int MaxContentType = 256;
    private const int MaxLocation = 2048;

    /// <exception cref="ArgumentException">The request is not one that can be sent.</exception>
    internal static HttpRequestMessage ToMessage(EgressRequest request, EgressTarget target)
    {
        HttpRequestMessage message = new(new HttpMethod(request.Method), target.ToPooledUrl())
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Options.Set(EgressTarget.Option, target);
        message.Headers.Host = HostOf(request.Url);

        message.Headers.ConnectionClose = request.IsOfUser;

        // The framework asks again, when a connection ends before an answer begins, what has no content, be it empty.
        if (request.Method is not ("GET" or "HEAD") || !request.Body.IsEmpty || request.ContentType is not null)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
        }

        bool whole = request.ContentType is null || EgressHeaders.TryAddType(message.Content!.Headers, request.ContentType);
        foreach ((string name, string value) in request.Headers)
        {
            whole &= EgressHeaders.TryAdd(message.Headers, name, value);
        }

        return whole ? message : throw new ArgumentException("A header of the request has a name that is the transport's, or is no header.", nameof(request));
    }

    /// <summary>Reads all of an answer.</summary>
    /// <exception cref="EgressHttpException">It is longer than was allowed, or no whole answer.</exception>
    internal static async Task<EgressResponse> ReadAsync(HttpResponseMessage message, EgressRequest request, CancellationToken giveUp)
    {
        HttpContentHeaders headers = message.Content.Headers;
        if (headers.ContentLength > request.MaxResponseBytes)
        {
            throw new EgressHttpException(EgressHttpFailure.TooLarge);
        }

        // An answer that ends where the line ends could be cut there by the parent; one that is compressed was not asked for.
        bool hasBody = request.Method != "HEAD" && message.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified);
        bool endIsTold = headers.ContentLength is not null || message.Headers.TransferEncodingChunked == true;
        if ((hasBody && !endIsTold) || headers.ContentEncoding.Count > 0)
        {
            throw new EgressHttpException(EgressHttpFailure.Malformed);
        }

        ReadOnlyMemory<byte> body = await ReadBodyAsync(message.Content, request.MaxResponseBytes, giveUp);
        return new EgressResponse(
            (int)message.StatusCode, Text(headers, "Content-Type", MaxContentType), Text(message.Headers, "Location", MaxLocation), body)
        {
            Headers = request.IsOfUser ? EgressHeaders.Of(message) : [],
        };
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContent content, int limit, CancellationToken giveUp)
    {
        ArrayBufferWriter<byte> body = new();
        using Stream stream = await content.ReadAsStreamAsync(giveUp);
        while (await stream.ReadAsync(body.GetMemory(Chunk), giveUp) is int count and > 0)
        {
            body.Advance(count);
            if (body.WrittenCount > limit)
            {
                throw new EgressHttpException(EgressHttpFailure.TooLarge);
            }
        }

        return body.WrittenMemory;
    }

    private static string HostOf(Uri url) =>
        url.HostNameType == UriHostNameType.IPv6 ? url.Authority
        : url.IsDefaultPort ? url.IdnHost
        : string.Create(CultureInfo.InvariantCulture, $"{url.IdnHost}:{url.Port}");

    private static string? Text(HttpHeaders headers, string name, int limit) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) && values.ToString() is { } text && text.Length <= limit ? text : null;
}
