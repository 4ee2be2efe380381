using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Wire.Framing;

namespace NeoServiceLayer.Protocol.Messages;

/// <summary>Writes responses into a connection's output, in one go and without a copy.</summary>
internal static class ResponseWriter
{
    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    /// <summary>Writes a success; false if it would be longer than a frame may be.</summary>
    internal static bool WriteSuccess<T>(FrameOutput output, ReadOnlySpan<byte> idToken, T payload, JsonTypeInfo<T> info) =>
        output.Write(
            new Success<T> { IdToken = idToken, Payload = payload, Info = info },
            static (body, in state) =>
            {
                body.Write("{\"requestId\":"u8);
                body.Write(state.IdToken);
                body.Write(",\"success\":true,\"errorMessage\":null,\"payload\":"u8);
                Utf8JsonWriter json = Rent(body);
                JsonSerializer.Serialize(json, state.Payload, state.Info);
                Return(json);
                body.Write("}"u8);
            });

    /// <summary>The same with a payload that is written already, and a receipt, ASCII without escapes, if there is one.</summary>
    internal static bool WriteSuccess(FrameOutput output, ReadOnlySpan<byte> idToken, ReadOnlySpan<byte> payload, string? receipt) =>
        output.Write(
            new Written { IdToken = idToken, Payload = payload, Receipt = receipt },
            static (body, in state) =>
            {
                body.Write("{\"requestId\":"u8);
                body.Write(state.IdToken);
                body.Write(",\"success\":true,\"errorMessage\":null,\"payload\":"u8);
                body.Write(state.Payload);
                if (state.Receipt is { } receipt)
                {
                    body.Write(",\"receipt\":\""u8);
                    body.Advance(Encoding.ASCII.GetBytes(receipt, body.GetSpan(receipt.Length)));
                    body.Write("\""u8);
                }

                body.Write("}"u8);
            });

    /// <summary>Writes an answer that is sealed: outside it looks like a success without payload, whatever is inside.</summary>
    internal static bool WriteSealed(FrameOutput output, ReadOnlySpan<byte> idToken, ReadOnlySpan<byte> sealedBytes) =>
        output.Write(
            new Written { IdToken = idToken, Payload = sealedBytes },
            static (body, in state) =>
            {
                body.Write("{\"requestId\":"u8);
                body.Write(state.IdToken);
                body.Write(",\"success\":true,\"errorMessage\":null,\"payload\":{},\"sealed\":\""u8);
                Span<byte> room = body.GetSpan(Base64.GetMaxEncodedToUtf8Length(state.Payload.Length));
                Base64.EncodeToUtf8(state.Payload, room, out _, out int written);
                body.Advance(written);
                body.Write("\"}"u8);
            });

    /// <summary>Writes a failure. Whatever its message, an answer goes out: one too long for a frame is left out.</summary>
    internal static void WriteFailure(FrameOutput output, ReadOnlySpan<byte> idToken, ErrorCode code, string message)
    {
        if (!TryWriteFailure(output, idToken, code, message))
        {
            TryWriteFailure(output, idToken, code, "Refused; the reason is longer than a frame may be.");
        }
    }

    private static bool TryWriteFailure(FrameOutput output, ReadOnlySpan<byte> idToken, ErrorCode code, string message) =>
        output.Write(
            new Failure { IdToken = idToken, Code = code, Message = message },
            static (body, in state) =>
            {
                body.Write("{\"requestId\":"u8);
                body.Write(state.IdToken);
                body.Write(",\"success\":false,\"errorMessage\":"u8);
                Utf8JsonWriter json = Rent(body);
                json.WriteStringValue(state.Message);
                Return(json);
                body.Write(",\"payload\":{},\"errorCode\":"u8);
                json = Rent(body);
                json.WriteStringValue(state.Code.Name);
                Return(json);
                body.Write(",\"retryable\":"u8);
                body.Write(state.Code.Retryable ? "true}"u8 : "false}"u8);
            });

    private static Utf8JsonWriter Rent(FrameBuffer body)
    {
        Utf8JsonWriter? json = writer;
        writer = null;
        if (json is null)
        {
            return new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        }

        json.Reset(body);
        return json;
    }

    private static void Return(Utf8JsonWriter json)
    {
        json.Flush();
        writer = json;
    }

    private ref struct Success<T>
    {
        internal ReadOnlySpan<byte> IdToken;
        internal T Payload;
        internal JsonTypeInfo<T> Info;
    }

    private ref struct Written
    {
        internal ReadOnlySpan<byte> IdToken;
        internal ReadOnlySpan<byte> Payload;
        internal string? Receipt;
    }

    private ref struct Failure
    {
        internal ReadOnlySpan<byte> IdToken;
        internal ErrorCode Code;
        internal string Message;
    }
}
