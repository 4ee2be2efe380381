using System.Security.Cryptography;
using NeoServiceLayer.Neo.Hashing;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>Base58 with a checksum: the bytes, then the first 4 of their double SHA-256, as a number in base 58 whose
/// leading zero bytes are written as ones. Addresses, WIF and NEP-2 stand in it.</summary>
/// <remarks>It writes secrets too, so what it works on is cleared before it returns.</remarks>
public static class Base58Check
{
    /// <summary>The longest payload that either way takes, in bytes: NEP-2's 39 is the longest in use.</summary>
    public const int MaxPayload = 64;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int ChecksumLength = 4;
    private const int MaxBytes = MaxPayload + ChecksumLength;

    // A byte is log(256) / log(58) = 1.366 digits.
    private const int MaxDigits = (MaxBytes * 137 / 100) + 1;

    /// <summary>The text of <paramref name="payload"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="MaxPayload"/> bytes.</exception>
    public static string Encode(ReadOnlySpan<byte> payload)
    {
        Span<char> text = stackalloc char[MaxDigits];
        var written = Encode(payload, text);
        var result = new string(text[..written]);
        text.Clear();
        return result;
    }

    /// <summary>Writes the text of <paramref name="payload"/> and returns its length in characters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="MaxPayload"/> bytes.</exception>
    /// <exception cref="ArgumentException">The text does not fit: 2 characters a byte and 6 always do.</exception>
    public static int Encode(ReadOnlySpan<byte> payload, Span<char> text)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, MaxPayload, nameof(payload));
        Span<byte> buffer = stackalloc byte[MaxBytes];
        Span<byte> digits = stackalloc byte[MaxDigits];
        try
        {
            payload.CopyTo(buffer);
            Checksum(payload, buffer[payload.Length..]);
            ReadOnlySpan<byte> bytes = buffer[..(payload.Length + ChecksumLength)];
            var zeros = bytes.IndexOfAnyExcept((byte)0);
            zeros = zeros < 0 ? bytes.Length : zeros;
            var count = Convert(bytes[zeros..], 256, digits, 58);
            if (zeros + count > text.Length)
            {
                throw new ArgumentException("The text does not fit.", nameof(text));
            }

            text[..zeros].Fill(Alphabet[0]);
            for (var i = 0; i < count; i++)
            {
                text[zeros + i] = Alphabet[digits[count - 1 - i]];
            }

            return zeros + count;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            CryptographicOperations.ZeroMemory(digits);
        }
    }

    /// <summary>Reads <paramref name="text"/> into <paramref name="payload"/>, which is exactly as long as the payload
    /// must be. False, and zeros, for anything else: characters, length, checksum.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> payload)
    {
        payload.Clear();
        if (payload.Length > MaxPayload || text.Length > MaxDigits)
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[MaxDigits];
        Span<byte> number = stackalloc byte[MaxDigits];
        Span<byte> checksum = stackalloc byte[ChecksumLength];
        try
        {
            if (!TryReadDigits(text, digits))
            {
                return false;
            }

            ReadOnlySpan<byte> all = digits[..text.Length];
            var zeros = all.IndexOfAnyExcept((byte)0);
            zeros = zeros < 0 ? all.Length : zeros;
            var count = Convert(all[zeros..], 58, number, 256);
            if (zeros + count != payload.Length + ChecksumLength)
            {
                return false;
            }

            // The number lies with its last byte first, and the leading zeros are already in place as spare zeros
            // behind it.
            var bytes = number[..(zeros + count)];
            bytes.Reverse();
            Checksum(bytes[..payload.Length], checksum);
            if (!CryptographicOperations.FixedTimeEquals(checksum, bytes[payload.Length..]))
            {
                return false;
            }

            bytes[..payload.Length].CopyTo(payload);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(digits);
            CryptographicOperations.ZeroMemory(number);
        }
    }

    private static bool TryReadDigits(ReadOnlySpan<char> text, Span<byte> digits)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var digit = Alphabet.IndexOf(text[i], StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            digits[i] = (byte)digit;
        }

        return true;
    }

    /// <summary>Rewrites a number, its first digit first, in another base, its last digit first; returns the
    /// digits.</summary>
    private static int Convert(ReadOnlySpan<byte> from, int fromBase, Span<byte> to, int toBase)
    {
        var count = 0;
        foreach (var digit in from)
        {
            int carry = digit;
            for (var i = 0; i < count || carry != 0; i++)
            {
                carry += to[i] * fromBase;
                to[i] = (byte)(carry % toBase);
                carry /= toBase;
                count = Math.Max(count, i + 1);
            }
        }

        return count;
    }

    private static void Checksum(ReadOnlySpan<byte> payload, Span<byte> checksum)
    {
        Span<byte> hash = stackalloc byte[UInt256.Length];
        Hash.Sha256Twice(payload).CopyTo(hash);
        hash[..ChecksumLength].CopyTo(checksum);
    }
}
