using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>The text form of a bare private key: Base58Check of 80, the 32 bytes, and 01 for "compressed public
/// key".</summary>
public static class Wif
{
    /// <summary>Characters in every WIF.</summary>
    public const int Length = 52;

    private const byte Version = 0x80;
    private const byte Compressed = 0x01;
    private const int PayloadLength = 1 + PrivateKey.Length + 1;

    /// <summary>Writes the text, <see cref="Length"/> characters, to the beginning of <paramref name="text"/>, which
    /// the caller clears when it is done. There is no form that returns a string: a string cannot be cleared.</summary>
    /// <exception cref="ArgumentException"><paramref name="text"/> is shorter.</exception>
    public static void Write(PrivateKey key, Span<char> text)
    {
        Span<byte> payload = stackalloc byte[PayloadLength];
        try
        {
            payload[0] = Version;
            key.CopySecretTo(payload[1..]);
            payload[^1] = Compressed;
            Base58Check.Encode(payload, text);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(payload);
        }
    }

    /// <summary>Reads a WIF. False when the text, its checksum, its version or its key is wrong.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out PrivateKey? key)
    {
        key = null;
        Span<byte> payload = stackalloc byte[PayloadLength];
        try
        {
            return Base58Check.TryDecode(text, payload)
                && payload[0] == Version
                && payload[^1] == Compressed
                && PrivateKey.TryImport(payload.Slice(1, PrivateKey.Length), out key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(payload);
        }
    }
}
