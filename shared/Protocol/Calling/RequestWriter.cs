using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using NeoServiceLayer.Wire.Framing;

namespace NeoServiceLayer.Protocol.Calling;

/// <summary>Writes a request's envelope around a payload that stays as it is, byte for byte.</summary>
public static class RequestWriter
{
    /// <summary>Writes what stands before the payload.</summary>
    /// <param name="body">Where to.</param>
    /// <param name="id">The requestId, UTF-8, unescaped.</param>
    /// <param name="service">The service's name, which needs no escapes.</param>
    /// <param name="operation">The operation's name, which needs no escapes.</param>
    public static void Begin(FrameBuffer body, ReadOnlySpan<byte> id, string service, string operation)
    {
        ArgumentNullException.ThrowIfNull(body);
        body.Write("{\"requestId\":\""u8);
        WriteEscaped(body, id);
        body.Write("\",\"serviceType\":\""u8);
        WriteAscii(body, service);
        body.Write("\",\"operation\":\""u8);
        WriteAscii(body, operation);
        body.Write("\",\"payload\":"u8);
    }

    /// <summary>Writes what stands after the payload.</summary>
    /// <param name="body">Where to.</param>
    /// <param name="deadlineMilliseconds">The deadline from arrival; negative: none.</param>
    /// <param name="traceParent">A W3C traceparent; empty: none.</param>
    /// <param name="auth">A stamp; empty: none.</param>
    /// <param name="wantReceipt">Whether a receipt is asked for.</param>
    public static void End(
        FrameBuffer body, long deadlineMilliseconds, ReadOnlySpan<char> traceParent, ReadOnlySpan<char> auth, bool wantReceipt = false)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (deadlineMilliseconds >= 0)
        {
            body.Write(",\"deadlineMs\":"u8);
            Span<byte> digits = stackalloc byte[20];
            Utf8Formatter.TryFormat(deadlineMilliseconds, digits, out int length);
            body.Write(digits[..length]);
        }

        WriteText(body, ",\"traceparent\":\""u8, traceParent);
        WriteText(body, ",\"auth\":\""u8, auth);
        body.Write(wantReceipt ? ",\"wantReceipt\":true}"u8 : "}"u8);
    }

    /// <summary>Writes, behind the payload, what payload and stamp are sealed in. The payload is then <c>{}</c>, and there is no stamp.</summary>
    public static void Sealed(FrameBuffer body, ReadOnlySpan<byte> sealedBytes)
    {
        ArgumentNullException.ThrowIfNull(body);
        body.Write(",\"sealed\":\""u8);
        Span<byte> room = body.GetSpan(Base64.GetMaxEncodedToUtf8Length(sealedBytes.Length));
        Base64.EncodeToUtf8(sealedBytes, room, out _, out int written);
        body.Advance(written);
        body.Write("\""u8);
    }

    private static void WriteText(FrameBuffer body, ReadOnlySpan<byte> name, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        body.Write(name);
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        WriteEscaped(body, utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
        ArrayPool<byte>.Shared.Return(utf8);
        body.Write("\""u8);
    }

    private static void WriteAscii(FrameBuffer body, string text) =>
        body.Advance(Encoding.ASCII.GetBytes(text, body.GetSpan(text.Length)));

    private static void WriteEscaped(FrameBuffer body, ReadOnlySpan<byte> utf8)
    {
        JavaScriptEncoder encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        if (encoder.FindFirstCharacterToEncodeUtf8(utf8) < 0)
        {
            body.Write(utf8);
            return;
        }

        Span<byte> room = body.GetSpan(utf8.Length * JsonEscapeGrowth);
        if (encoder.EncodeUtf8(utf8, room, out _, out int written) != OperationStatus.Done)
        {
            throw new ArgumentException("The text is not UTF-8.", nameof(utf8));
        }

        body.Advance(written);
    }

    /// <summary>A byte becomes at the most six: a backslash, the letter u and four digits.</summary>
    private const int JsonEscapeGrowth = 6;
}
