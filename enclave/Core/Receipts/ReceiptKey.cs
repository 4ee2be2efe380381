using System.Security.Cryptography;
using NeoServiceLayer.Attestation.Receipts;

namespace NeoServiceLayer.Enclave.Core.Receipts;

/// <summary>
/// The key pair of P-256 that signs a boot's receipts. Any thread; one at a time is let in, since a signature takes some 25
/// microseconds, and what comes before each one, the check of a stamp, more than twice that.
/// </summary>
internal sealed class ReceiptKey
{
    private readonly Lock gate = new();
    private readonly ECDsa pair;

    /// <param name="pair">The pair; not owned, and nobody else signs with it.</param>
    internal ReceiptKey(ECDsa pair)
    {
        this.pair = pair;
        ECPoint point = pair.ExportParameters(includePrivateParameters: false).Q;
        PublicKey = (byte[])[4, .. point.X!, .. point.Y!];
        Id = ReceiptKeyId.Of(PublicKey.Span);
    }

    /// <summary>The public half: a point, uncompressed, 65 bytes.</summary>
    internal ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>Its id, base64url: <see cref="ReceiptKeyId"/>.</summary>
    internal string Id { get; }

    /// <summary>Signs: r and s, 32 bytes each, over a message's SHA-256.</summary>
    internal void Sign(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, digest);
        lock (gate)
        {
            pair.SignHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }
}
