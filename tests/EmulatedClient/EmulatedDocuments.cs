using NeoServiceLayer.Attestation;
using NeoServiceLayer.Cli.Documents;

namespace NeoServiceLayer.Tests.Emulated;

/// <summary>
/// The documents of QEMU's nitro-enclave machine, and no others: nothing is signed, and zeros stand for certificates and signature. All
/// that a document says is compared as with a signed one; that it is true, nobody vouches for.
/// </summary>
public sealed class EmulatedDocuments : IDocumentVerifier
{
    private const int ZeroLength = 64;

    /// <summary>{1: -1}: the emulator's word for no signature.</summary>
    private static ReadOnlySpan<byte> Unsigned => [0xA1, 0x01, 0x20];

    /// <inheritdoc/>
    public AttestationResult Verify(ReadOnlySpan<byte> document, AttestationPolicy policy)
    {
        AttestationCheck? failed = Read(document, out AttestationDocument? read);
        failed ??= policy.Root != AttestationRoot.Aws ? AttestationCheck.Root : null; // somebody named one, and none is here
        failed ??= AttestationVerifier.Content(read!, policy);
        return failed is null ? new AttestationResult(read!) : new AttestationResult(failed.Value);
    }

    /// <inheritdoc/>
    public DateTimeOffset? TimeOf(ReadOnlySpan<byte> document) => Read(document, out AttestationDocument? read) is null ? read!.Timestamp : null;

    /// <inheritdoc/>
    public string RootOf(AttestationPolicy policy) => "none (emulator)";

    private static AttestationCheck? Read(ReadOnlySpan<byte> bytes, out AttestationDocument? document)
    {
        document = null;
        CoseSign1 envelope;
        try
        {
            envelope = CoseSign1.Read(bytes);
        }
        catch (FormatException)
        {
            return AttestationCheck.Encoding;
        }

        if (!envelope.Header.SequenceEqual(Unsigned))
        {
            return AttestationCheck.Algorithm;
        }

        if (!IsZero(envelope.Signature))
        {
            return AttestationCheck.Signature;
        }

        document = DocumentFields.Read(envelope.Payload);
        if (document is null)
        {
            return AttestationCheck.Fields;
        }

        document.ValidUntil = document.Timestamp;
        return IsZero(document.Certificate) && document.Bundle is [var only] && IsZero(only) ? null : AttestationCheck.Chain;
    }

    private static bool IsZero(ReadOnlySpan<byte> bytes) => bytes.Length == ZeroLength && !bytes.ContainsAnyExcept((byte)0);
}
