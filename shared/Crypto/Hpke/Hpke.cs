namespace NeoServiceLayer.Crypto;

/// <summary>
/// Hybrid public key encryption, RFC 9180: base mode of DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, the only suite here. Who has the
/// public key seals; who has the private key opens. It says nothing of who sealed.
/// </summary>
public static class Hpke
{
    /// <summary>Bytes in a public key, and in what is encapsulated: a point, uncompressed.</summary>
    public const int PublicKeyLength = 1 + (2 * Point.FieldLength);

    /// <summary>What a message grows by when a context seals it: its tag.</summary>
    public const int TagLength = 16;

    /// <summary>What a message grows by when it is sealed by itself: what is encapsulated, and the tag.</summary>
    public const int Overhead = PublicKeyLength + TagLength;

    /// <summary>Whether these bytes are a public key: a point of P-256, uncompressed.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> key) => Point.IsValid(key);

    /// <summary>Seals one message.</summary>
    /// <param name="recipientPublicKey">Whom to.</param>
    /// <param name="info">What both sides must say alike of the whole exchange.</param>
    /// <param name="associated">What both must say alike of this message; neither is sent.</param>
    /// <param name="plaintext">The message.</param>
    /// <returns>What is encapsulated, then ciphertext, then tag.</returns>
    /// <exception cref="ArgumentException">The key is none.</exception>
    public static byte[] Seal(
        ReadOnlySpan<byte> recipientPublicKey, ReadOnlySpan<byte> info, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> plaintext)
    {
        using HpkeSender sender = SetupSender(recipientPublicKey, info);
        byte[] sealedBytes = new byte[plaintext.Length + Overhead];
        sender.Encapsulated.Span.CopyTo(sealedBytes);
        sender.Seal(associated, plaintext, sealedBytes.AsSpan(PublicKeyLength));
        return sealedBytes;
    }

    /// <summary>Opens one message that was sealed by itself; false, and zeros, if it is not what was sealed to this pair, with this info and data.</summary>
    /// <param name="recipient">Whom it was sealed to.</param>
    /// <param name="info">What the sender said of the exchange.</param>
    /// <param name="associated">What the sender said of this message.</param>
    /// <param name="sealedBytes">What <see cref="Seal"/> gave.</param>
    /// <param name="plaintext">Where to: exactly <see cref="Overhead"/> bytes less than <paramref name="sealedBytes"/> has.</param>
    /// <exception cref="ArgumentException">There is not exactly room for it.</exception>
    public static bool TryOpen(
        HpkeKeyPair recipient, ReadOnlySpan<byte> info, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext)
    {
        if (sealedBytes.Length < Overhead)
        {
            return false;
        }

        using HpkeRecipient? opener = SetupRecipient(recipient, sealedBytes[..PublicKeyLength], info);
        if (opener is null)
        {
            plaintext.Clear();
            return false;
        }

        return opener.TryOpen(associated, sealedBytes[PublicKeyLength..], plaintext);
    }

    /// <summary>Sets up a context to a recipient, under a fresh ephemeral key.</summary>
    /// <exception cref="ArgumentException">The key is none.</exception>
    public static HpkeSender SetupSender(ReadOnlySpan<byte> recipientPublicKey, ReadOnlySpan<byte> info)
    {
        using HpkeKeyPair ephemeral = HpkeKeyPair.Create();
        return SetupSender(recipientPublicKey, info, ephemeral);
    }

    /// <summary>Sets up the recipient's side of a context; null if what is encapsulated is no point of the curve.</summary>
    /// <param name="recipient">Whom it was encapsulated to.</param>
    /// <param name="encapsulated">What the sender sent, 65 bytes.</param>
    /// <param name="info">What the sender said of the exchange; another is noticed by the first message, which does not open.</param>
    public static HpkeRecipient? SetupRecipient(HpkeKeyPair recipient, ReadOnlySpan<byte> encapsulated, ReadOnlySpan<byte> info) =>
        Point.IsValid(encapsulated)
            ? new HpkeRecipient(HpkeContext.Agree(recipient, encapsulated, encapsulated, recipient.PublicKey.Span, info), encapsulated.ToArray())
            : null;

    /// <summary>The same with an ephemeral pair that is given: for the vectors alone, since one that is used twice repeats keys and nonces.</summary>
    internal static HpkeSender SetupSender(ReadOnlySpan<byte> recipientPublicKey, ReadOnlySpan<byte> info, HpkeKeyPair ephemeral)
    {
        if (!Point.IsValid(recipientPublicKey))
        {
            throw new ArgumentException("The recipient's public key is no point of P-256: 65 bytes, uncompressed.", nameof(recipientPublicKey));
        }

        ReadOnlySpan<byte> encapsulated = ephemeral.PublicKey.Span;
        return new HpkeSender(
            HpkeContext.Agree(ephemeral, recipientPublicKey, encapsulated, recipientPublicKey, info), encapsulated.ToArray());
    }
}
