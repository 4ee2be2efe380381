using System.Security.Cryptography;

namespace NeoServiceLayer.Attestation;

/// <summary>
/// Verifies an attestation document of the Nitro Security Module, as AWS's "Verifying the root of trust" asks for. Certificates
/// are not looked up in revocation lists: a leaf lives for three hours.
/// </summary>
public static class AttestationVerifier
{
    /// <summary>Verifies a document, byte for byte as it was received.</summary>
    public static AttestationResult Verify(ReadOnlySpan<byte> bytes, AttestationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        AttestationCheck? failed = SignedDocument.Read(bytes, out SignedDocument signed);
        if (failed is not null)
        {
            return new AttestationResult(failed.Value);
        }

        if (DocumentFields.Read(signed.Payload) is not AttestationDocument document)
        {
            return new AttestationResult(AttestationCheck.Fields);
        }

        if (!policy.Root.Is(document.Bundle[0]))
        {
            return new AttestationResult(AttestationCheck.Root);
        }

        failed = Origin(signed, document, policy.At) ?? Content(document, policy);
        return failed is null ? new AttestationResult(document) : new AttestationResult(failed.Value);
    }

    /// <summary>
    /// For whoever has a document made: how long its certificates are valid beyond its own time. Nothing is verified; none if it
    /// cannot be read.
    /// </summary>
    public static TimeSpan UnverifiedLifetime(ReadOnlySpan<byte> bytes)
    {
        if (SignedDocument.Read(bytes, out SignedDocument signed) is not null || DocumentFields.Read(signed.Payload) is not AttestationDocument document)
        {
            return TimeSpan.Zero;
        }

        try
        {
            using CertificateChain chain = CertificateChain.Load(document.Bundle, document.Certificate);
            return chain.ValidUntil - document.Timestamp;
        }
        catch (CryptographicException)
        {
            return TimeSpan.Zero;
        }
    }

    /// <summary>For whoever judges a document at its own time: when it says that it was made. Nothing is verified; null if it cannot be read.</summary>
    public static DateTimeOffset? UnverifiedTime(ReadOnlySpan<byte> bytes) =>
        SignedDocument.Read(bytes, out SignedDocument signed) is null ? DocumentFields.Read(signed.Payload)?.Timestamp : null;

    /// <summary>Whether a security module made it. The signature comes before the path, being the cheaper of the two.</summary>
    private static AttestationCheck? Origin(in SignedDocument signed, AttestationDocument document, DateTimeOffset at)
    {
        try
        {
            using CertificateChain chain = CertificateChain.Load(document.Bundle, document.Certificate);
            using ECDsa? key = chain.LeafKey();
            if (key is null || !signed.IsSignedBy(key))
            {
                return AttestationCheck.Signature;
            }

            document.ValidUntil = chain.ValidUntil;
            return chain.Verify(document.Timestamp) ?? chain.Verify(at);
        }
        catch (CryptographicException)
        {
            return AttestationCheck.Chain;
        }
    }

    /// <summary>Whether it says what was expected.</summary>
    /// <returns>The first check that failed; null if none did.</returns>
    internal static AttestationCheck? Content(AttestationDocument document, AttestationPolicy policy)
    {
        if (!document.Pcrs.TryGetValue(0, out ReadOnlyMemory<byte> image) || !image.Span.ContainsAnyExcept((byte)0))
        {
            return AttestationCheck.DebugMode;
        }

        if ((policy.At - document.Timestamp).Duration() > policy.MaxSkew)
        {
            return AttestationCheck.Time;
        }

        return !Binds(document.Nonce, policy.Nonce) ? AttestationCheck.Nonce
            : !Binds(document.UserData, policy.UserData) ? AttestationCheck.UserData
            : policy.Measurements?.Compare(document.Pcrs);
    }

    /// <summary>Whether something is there as it is wanted. No bytes are never there.</summary>
    private static bool Binds(ReadOnlyMemory<byte>? has, ReadOnlyMemory<byte>? wanted) =>
        wanted is null || (has is { IsEmpty: false } && has.Value.Span.SequenceEqual(wanted.Value.Span));
}
