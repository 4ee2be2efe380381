using System.Buffers;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>
/// A request's body: one JSON object, checked, and else untouched; or sealed bytes, which nobody here can read. It stays in the server's buffers where it came in
/// one piece; <see cref="Release"/> gives them back.
/// </summary>
internal struct RequestBody
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    private PipeReader? reader;
    private SequencePosition end;
    private byte[]? whole;

    /// <summary>The object's bytes, or the sealed ones, as they came; valid until <see cref="Release"/>.</summary>
    internal ReadOnlyMemory<byte> Payload { get; private set; }

    /// <summary>Whether these headers announce a sealed body.</summary>
    internal static bool IsSealed(HttpRequest request) => request.ContentType == SealedType.Name;

    /// <summary>Says whether the headers announce a body that is taken here.</summary>
    internal static Refusal? CheckHeaders(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength > maxBytes)
        {
            return TooLarge(maxBytes);
        }

        bool hasBody = request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0;
        if (hasBody && (!(IsJson(request.ContentType) || IsSealed(request)) || request.Headers.ContentEncoding.Count > 0))
        {
            return new Refusal(
                ErrorCode.UnsupportedMediaType, $"Send the payload with Content-Type: application/json, or {SealedType.Name} if it is sealed; not compressed.");
        }

        return null;
    }

    /// <summary>Takes a body that has come whole.</summary>
    internal Refusal? Take(PipeReader from, ReadOnlySequence<byte> body, bool isSealed)
    {
        reader = from;
        end = body.End;
        if (body.IsEmpty && !isSealed)
        {
            Payload = EmptyObject;
            return null;
        }

        if (body.IsSingleSegment)
        {
            Payload = body.First;
        }
        else
        {
            int length = (int)body.Length;
            whole = ArrayPool<byte>.Shared.Rent(length);
            body.CopyTo(whole);
            Payload = whole.AsMemory(0, length);
        }

        return isSealed ? null : Check(Payload.Span);
    }

    /// <summary>Gives the buffers back.</summary>
    internal readonly void Release()
    {
        reader?.AdvanceTo(end);
        if (whole is not null)
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    internal static Refusal TooLarge(int maxBytes) =>
        new(ErrorCode.TooLarge, $"A body has at most {maxBytes} bytes here.");

    /// <summary>Null if the text is one object.</summary>
    internal static Refusal? Check(ReadOnlySpan<byte> text)
    {
        StrictJsonError error = StrictJson.Check(text, out int offset);
        if (error != StrictJsonError.None)
        {
            return new Refusal(ErrorCode.MalformedJson, StrictJsonProblem.Describe(error, offset));
        }

        return text.TrimStart(" \n\r\t"u8)[0] == (byte)'{'
            ? null
            : new Refusal(ErrorCode.InvalidRequest, "The body must be a JSON object: the operation's payload.");
    }

    private static bool IsJson(string? contentType)
    {
        if (contentType == "application/json")
        {
            return true;
        }

        return MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
            && (type.CharSet is null
                || string.Equals(type.CharSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase));
    }
}
