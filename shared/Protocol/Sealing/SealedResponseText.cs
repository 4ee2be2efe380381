using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Messages;

namespace NeoServiceLayer.Protocol.Sealing;

/// <summary>
/// What is sealed in an answer: a response's members but for its id, so that the parent does not learn whether the request was done, nor why not.
/// </summary>
public static class SealedResponseText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static ReadOnlySpan<byte> SuccessStart => "{\"success\":true,\"errorMessage\":null,\"payload\":"u8;

    /// <summary>Reads one; false if it is none. What is read are slices of the text.</summary>
    /// <param name="text">What was opened.</param>
    /// <param name="response">The response, with no id.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out ResponseFrame response) => ResponseFrame.TryReadSealed(text, out response);

    internal static SecretBuffer Success<T>(T payload, JsonTypeInfo<T> info)
    {
        SecretBuffer text = new();
        try
        {
            text.Write(SuccessStart);
            using (Utf8JsonWriter json = new(text, Options))
            {
                JsonSerializer.Serialize(json, payload, info);
            }

            text.Write("}"u8);
            return text;
        }
        catch
        {
            // What is written so far may be secret: it is cleared whatever went wrong.
            text.Dispose();
            throw;
        }
    }

    /// <summary>The same with a payload that is written already, and a receipt, ASCII without escapes, if there is one.</summary>
    internal static SecretBuffer Success(ReadOnlySpan<byte> payload, string? receipt)
    {
        byte[] signed = receipt is null ? [] : [.. ",\"receipt\":\""u8, .. Encoding.ASCII.GetBytes(receipt), (byte)'"'];
        SecretBuffer text = new(SuccessStart.Length + payload.Length + signed.Length + 1);
        text.Write(SuccessStart);
        text.Write(payload);
        text.Write(signed);
        text.Write("}"u8);
        return text;
    }

    internal static SecretBuffer Failure(ErrorCode code, string message)
    {
        SecretBuffer text = new();
        using Utf8JsonWriter json = new(text, Options);
        json.WriteStartObject();
        json.WriteBoolean("success", false);
        json.WriteString("errorMessage", message);
        json.WriteStartObject("payload");
        json.WriteEndObject();
        json.WriteString("errorCode", code.Name);
        json.WriteBoolean("retryable", code.Retryable);
        json.WriteEndObject();
        return text;
    }
}
