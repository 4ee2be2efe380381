using System.Text.Json;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Messages;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>Whatever arrives is read as a request or as a response, or refused; what is read is what it says.</summary>
internal static class EnvelopeTarget
{
    internal static bool Try(ReadOnlySpan<byte> input)
    {
        Span<byte> scratch = stackalloc byte[RequestFrame.ScratchLength];
        ErrorCode? error = RequestFrame.Read(input, scratch, out RequestFrame request, out string problem);
        Promise.Holds(error is null == (problem.Length == 0), "a refusal says why");
        Promise.Holds(request.IdToken.Length >= 2 && request.IdToken[0] == '"', "an id to answer with");
        if (error is null)
        {
            Utf8JsonReader payload = new(request.Payload);
            Promise.Holds(payload.Read() && payload.TokenType == JsonTokenType.StartObject, "the payload is an object");
            Promise.Holds(request.Id.Length is > 0 and <= RequestFrame.MaxIdBytes, "an id within its limits");
            Promise.Holds(!request.Service.IsEmpty && !request.Operation.IsEmpty, "names");
        }

        Span<byte> idScratch = stackalloc byte[RequestFrame.MaxIdBytes];
        bool isResponse = ResponseFrame.TryRead(input, idScratch, out ResponseFrame response);
        if (isResponse)
        {
            Promise.Holds(!response.Success || !response.Payload.IsEmpty, "a success has a payload");
            _ = response.ErrorMessage;
            _ = response.ErrorCode;
        }

        return error is null || isResponse;
    }
}
