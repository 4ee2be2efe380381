using System.Buffers;
using System.Text;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Protocol.Messages;

/// <summary>A response as it was received: slices of the frame, valid as long as the frame is.</summary>
public ref struct ResponseFrame
{
    /// <summary>The most characters of a receipt.</summary>
    public const int MaxReceiptLength = 8192;

    /// <summary>What a compact JWS is written with.</summary>
    private static readonly SearchValues<byte> OfReceipts = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."u8);

    private ReadOnlySpan<byte> errorCode;
    private ReadOnlySpan<byte> errorMessage;

    /// <summary>The requestId it answers, unescaped; empty when the other side could not read the request's.</summary>
    public ReadOnlySpan<byte> Id { get; private set; }

    /// <summary>Whether the operation was done.</summary>
    public bool Success { get; private set; }

    /// <summary>The payload, byte for byte: an object; empty where there is none.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>The receipt, ASCII; empty where there is none, or what stands in its place could be none.</summary>
    public ReadOnlySpan<byte> Receipt { get; private set; }

    /// <summary>What the answer is sealed in, base64 as UTF-8, if the request was sealed; empty if it is not sealed.</summary>
    public ReadOnlySpan<byte> Sealed { get; private set; }

    /// <summary>Why it was not done; a name that is not known here counts as <see cref="ErrorCode.InternalError"/>.</summary>
    public readonly ErrorCode ErrorCode => ErrorCode.Find(Text(errorCode)) ?? ErrorCode.InternalError;

    /// <summary>What was wrong, for people; empty when all is well.</summary>
    public readonly string ErrorMessage => Text(errorMessage);

    /// <summary>Reads a frame's body; false if it is not a response.</summary>
    /// <param name="body">The frame's body.</param>
    /// <param name="scratch"><see cref="RequestFrame.MaxIdBytes"/> bytes that live as long as the result is used.</param>
    /// <param name="response">The response.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, Span<byte> scratch, out ResponseFrame response)
    {
        response = default;
        ResponseMembers members = default;
        return StrictJson.Check(body, ref members, out _) == StrictJsonError.None
            && RequestFrame.TryReadText(members.Id, scratch[..RequestFrame.MaxIdBytes], out ReadOnlySpan<byte> id)
            && TryRead(members, id, out response);
    }

    /// <summary>Reads what was sealed: a response without an id.</summary>
    internal static bool TryReadSealed(ReadOnlySpan<byte> text, out ResponseFrame response)
    {
        response = default;
        ResponseMembers members = default;
        return StrictJson.Check(text, ref members, out _) == StrictJsonError.None && TryRead(members, default, out response);
    }

    private static bool TryRead(scoped in ResponseMembers members, ReadOnlySpan<byte> id, out ResponseFrame response)
    {
        response = default;
        if (!IsTruth(members.Success)
            || !IsTextOrAbsent(members.ErrorCode)
            || !IsTextOrAbsent(members.ErrorMessage))
        {
            return false;
        }

        response = new ResponseFrame
        {
            Id = id,
            Success = members.Success.SequenceEqual("true"u8),
            Payload = !members.Payload.IsEmpty && members.Payload[0] == (byte)'{' ? members.Payload : default,
            Receipt = ReadReceipt(members.Receipt),
            Sealed = members.Sealed.Length > 2 && members.Sealed[0] == (byte)'"' ? members.Sealed[1..^1] : default,
            errorCode = members.ErrorCode,
            errorMessage = members.ErrorMessage,
        };
        return !response.Success || !response.Payload.IsEmpty;
    }

    private static ReadOnlySpan<byte> ReadReceipt(ReadOnlySpan<byte> token)
    {
        ReadOnlySpan<byte> text = token.Length is > 2 and <= MaxReceiptLength + 2 && token[0] == (byte)'"' ? token[1..^1] : default;
        return text.ContainsAnyExcept(OfReceipts) ? default : text;
    }

    private static bool IsTruth(ReadOnlySpan<byte> token) =>
        token.SequenceEqual("true"u8) || token.SequenceEqual("false"u8);

    private static bool IsTextOrAbsent(ReadOnlySpan<byte> token) =>
        token.IsEmpty || token[0] == (byte)'"' || token.SequenceEqual("null"u8);

    private static string Text(ReadOnlySpan<byte> token)
    {
        if (token.Length < 2 || token[0] != (byte)'"')
        {
            return "";
        }

        byte[] plain = new byte[token.Length];
        return Encoding.UTF8.GetString(plain, 0, EscapedName.Unescape(token[1..^1], plain));
    }
}
