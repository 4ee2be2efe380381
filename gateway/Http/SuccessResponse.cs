using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>Writes a response with a payload, byte for byte.</summary>
internal static class SuccessResponse
{
    private const string ContentType = "application/json";

    /// <summary>
    /// Copies the payload into the server's buffers and begins to send; it never waits for the client.
    /// </summary>
    /// <param name="response">Where to.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="payload">The body.</param>
    /// <param name="receipt">The receipt, ASCII; empty if there is none.</param>
    /// <param name="contentType">The body's media type.</param>
    internal static ValueTask<FlushResult> Write(
        HttpResponse response, string requestId, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> receipt = default, string contentType = ContentType)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = contentType;
        response.ContentLength = payload.Length;
        response.Headers[HeaderName.RequestId] = requestId;
        if (!receipt.IsEmpty)
        {
            response.Headers[HeaderName.Receipt] = Encoding.ASCII.GetString(receipt);
        }

        // Started first, the body goes straight into the connection's own buffer. Nobody registered OnStarting: it is
        // done at once.
        Task started = response.StartAsync();
        Debug.Assert(started.IsCompletedSuccessfully, "Nothing may make the start of a response wait.");
        response.BodyWriter.Write(payload);
        return response.BodyWriter.FlushAsync();
    }
}
