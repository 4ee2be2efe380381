using System.Buffers.Text;
using System.Text;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Protocol.Stamps;

/// <summary>Reads values of a header or claims set that <see cref="StrictJson"/> has found well-formed.</summary>
internal static class JoseValue
{
    /// <summary>A string without escapes, of so many ASCII characters at most; false if it is anything else, or empty.</summary>
    internal static bool TryReadPlain(ReadOnlySpan<byte> token, int mostCharacters, out string text)
    {
        ReadOnlySpan<byte> inner = token.Length > 2 && token[0] == (byte)'"' ? token[1..^1] : default;
        bool plain = !inner.IsEmpty && inner.Length <= mostCharacters && Ascii.IsValid(inner) && !inner.Contains((byte)'\\');
        text = plain ? Encoding.ASCII.GetString(inner) : "";
        return plain;
    }

    /// <summary>A string, escaped or not; false if it is none.</summary>
    internal static bool TryReadText(ReadOnlySpan<byte> token, out string text)
    {
        text = "";
        if (token.Length < 2 || token[0] != (byte)'"')
        {
            return false;
        }

        byte[] plain = new byte[token.Length];
        text = Encoding.UTF8.GetString(plain, 0, EscapedName.Unescape(token[1..^1], plain));
        return true;
    }

    /// <summary>Whole seconds since 1970, until the year 9999; false if it is anything else.</summary>
    internal static bool TryReadSeconds(ReadOnlySpan<byte> token, out long seconds)
    {
        const long LastSecond = 253_402_300_799;
        return Utf8Parser.TryParse(token, out seconds, out int used) && used == token.Length && token[0] != (byte)'-' && seconds <= LastSecond;
    }

    /// <summary>The id of a key: base64url of 32 bytes.</summary>
    internal static bool TryReadKeyId(ReadOnlySpan<byte> token, out string keyId) =>
        TryReadPlain(token, StampKey.KeyIdLength, out keyId) && Base64UrlText.TryDecode(keyId, StampKey.CoordinateLength, out _);

    /// <summary>So many bytes in hexadecimal, lower case.</summary>
    internal static bool TryReadHex(ReadOnlySpan<byte> token, int length, out byte[] bytes)
    {
        bool isHex = TryReadPlain(token, 2 * length, out string digits) && digits.Length == 2 * length && digits.All(char.IsAsciiHexDigitLower);
        bytes = isHex ? Convert.FromHexString(digits) : [];
        return isHex;
    }

    /// <summary>A SHA-256 in hexadecimal, lower case.</summary>
    internal static bool TryReadDigest(ReadOnlySpan<byte> token, out string digest)
    {
        const int Digits = 64;
        return TryReadPlain(token, Digits, out digest)
            && digest.Length == Digits
            && digest.All(char.IsAsciiHexDigitLower);
    }
}
