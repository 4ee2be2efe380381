using NeoServiceLayer.Attestation;

namespace NeoServiceLayer.Cli.Documents;

/// <summary>
/// Judges the documents that <c>nsl attest</c> is given. What ships has one way, <see cref="SignedDocuments"/>; the tests have another
/// for an emulator, whose documents nobody signs.
/// </summary>
public interface IDocumentVerifier
{
    /// <summary>Verifies a document, byte for byte as it was received.</summary>
    AttestationResult Verify(ReadOnlySpan<byte> document, AttestationPolicy policy);

    /// <summary>When a document says that it was made; null if it cannot be read. Nothing is verified.</summary>
    DateTimeOffset? TimeOf(ReadOnlySpan<byte> document);

    /// <summary>What the answer calls that which vouches for a document that passed.</summary>
    string RootOf(AttestationPolicy policy);
}

/// <summary>Documents that a security module signed, and a root vouches for.</summary>
public sealed class SignedDocuments : IDocumentVerifier
{
    /// <inheritdoc/>
    public AttestationResult Verify(ReadOnlySpan<byte> document, AttestationPolicy policy) => AttestationVerifier.Verify(document, policy);

    /// <inheritdoc/>
    public DateTimeOffset? TimeOf(ReadOnlySpan<byte> document) => AttestationVerifier.UnverifiedTime(document);

    /// <inheritdoc/>
    public string RootOf(AttestationPolicy policy) => policy.Root == AttestationRoot.Aws ? "aws" : "local";
}
