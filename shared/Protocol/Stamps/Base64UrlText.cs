using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace NeoServiceLayer.Protocol.Stamps;

/// <summary>
/// Base64url as in JOSE (RFC 7515, 2): without padding, and only in the one form that an encoder writes, so that no two texts
/// mean the same bytes.
/// </summary>
public static class Base64UrlText
{
    private static readonly SearchValues<byte> Alphabet = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>Writes bytes.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>Reads bytes; false if the text is not what <see cref="Encode"/> writes.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, out byte[] bytes)
    {
        bytes = [];

        // The decoder lets padding and white space pass; spare bits it refuses itself.
        if (text.ContainsAnyExcept(Alphabet) || text.Length % 4 == 1)
        {
            return false;
        }

        byte[] decoded = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromUtf8(text, decoded, out _, out int length) != OperationStatus.Done)
        {
            return false;
        }

        bytes = decoded[..length];
        return true;
    }

    /// <summary>Reads exactly so many bytes; false if the text is anything else.</summary>
    public static bool TryDecode(string text, int length, out byte[] bytes)
    {
        bytes = [];
        return text.Length == Base64Url.GetEncodedLength(length) && Ascii.IsValid(text) && TryDecode(Encoding.ASCII.GetBytes(text), out bytes);
    }
}
