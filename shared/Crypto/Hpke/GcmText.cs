using System.Security.Cryptography;

namespace NeoServiceLayer.Crypto;

/// <summary>AES-256-GCM's ciphertext and tag as one text, as RFC 5116 has it.</summary>
internal static class GcmText
{
    /// <summary>Opens a text; false, and zeros in <paramref name="plaintext"/>, if it is not what was sealed.</summary>
    /// <exception cref="ArgumentException">There is not exactly room for what it holds.</exception>
    internal static bool TryOpen(
        AesGcm cipher, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext)
    {
        if (sealedBytes.Length < Hpke.TagLength)
        {
            return false;
        }

        int length = sealedBytes.Length - Hpke.TagLength;
        if (plaintext.Length != length)
        {
            throw new ArgumentException($"The message holds {length} bytes, and needs room for exactly these.", nameof(plaintext));
        }

        try
        {
            cipher.Decrypt(nonce, sealedBytes[..length], sealedBytes[length..], plaintext, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            CryptographicOperations.ZeroMemory(plaintext);
            return false;
        }
    }
}
