using System.Security.Cryptography;

namespace NeoServiceLayer.Crypto;

/// <summary>
/// The answer to a sealed request, which only its sender opens: RFC 9458, 4.4, with a label of ours. Its key comes from the request's context and
/// from a nonce of its own, so one context may answer more than once, and an answer opens in its own context alone.
/// </summary>
public static class SealedResponse
{
    /// <summary>Bytes of the nonce that it begins with.</summary>
    public const int NonceLength = 32;

    /// <summary>What an answer grows by when it is sealed.</summary>
    public const int Overhead = NonceLength + Hpke.TagLength;

    private const int KeyLength = 32;
    private const int GcmNonceLength = 12;

    private static ReadOnlySpan<byte> Label => "message/nsl response"u8;

    /// <summary>Seals an answer.</summary>
    /// <param name="context">The request's, which opened it.</param>
    /// <param name="plaintext">The answer.</param>
    /// <param name="sealedBytes">Where to: exactly the answer's length and <see cref="Overhead"/> bytes, which are nonce, ciphertext and tag.</param>
    /// <exception cref="ArgumentException">There is not exactly room for it.</exception>
    public static void Seal(HpkeRecipient context, ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes)
    {
        if (sealedBytes.Length - Overhead != plaintext.Length)
        {
            throw new ArgumentException($"A sealed answer is {Overhead} bytes longer than what it holds.", nameof(sealedBytes));
        }

        Span<byte> responseNonce = sealedBytes[..NonceLength];
        RandomNumberGenerator.Fill(responseNonce);
        Span<byte> nonce = stackalloc byte[GcmNonceLength];
        using AesGcm cipher = Cipher(context.Context, context.Encapsulated.Span, responseNonce, nonce);
        Span<byte> text = sealedBytes[NonceLength..];
        cipher.Encrypt(nonce, plaintext, text[..plaintext.Length], text[plaintext.Length..]);
    }

    /// <summary>Opens an answer; false, and zeros, if it is not one to this context's request.</summary>
    /// <param name="context">The request's, which sealed it.</param>
    /// <param name="sealedBytes">What <see cref="Seal"/> gave.</param>
    /// <param name="plaintext">Where to: exactly <see cref="Overhead"/> bytes less than <paramref name="sealedBytes"/> has.</param>
    /// <exception cref="ArgumentException">There is not exactly room for it.</exception>
    public static bool TryOpen(HpkeSender context, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext)
    {
        if (sealedBytes.Length < Overhead)
        {
            return false;
        }

        Span<byte> nonce = stackalloc byte[GcmNonceLength];
        using AesGcm cipher = Cipher(context.Context, context.Encapsulated.Span, sealedBytes[..NonceLength], nonce);
        return GcmText.TryOpen(cipher, nonce, [], sealedBytes[NonceLength..], plaintext);
    }

    private static AesGcm Cipher(HpkeContext context, ReadOnlySpan<byte> encapsulated, ReadOnlySpan<byte> responseNonce, Span<byte> nonce)
    {
        Span<byte> salt = stackalloc byte[Hpke.PublicKeyLength + NonceLength];
        encapsulated.CopyTo(salt);
        responseNonce.CopyTo(salt[Hpke.PublicKeyLength..]);
        Span<byte> secret = stackalloc byte[KeyLength];
        Span<byte> extracted = stackalloc byte[LabeledKdf.HashLength];
        try
        {
            context.Export(Label, secret);
            HKDF.Extract(HashAlgorithmName.SHA256, secret, salt, extracted);
            HKDF.Expand(HashAlgorithmName.SHA256, extracted, nonce, "nonce"u8);
            HKDF.Expand(HashAlgorithmName.SHA256, extracted, secret, "key"u8);
            return new AesGcm(secret, Hpke.TagLength);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(extracted);
        }
    }
}
