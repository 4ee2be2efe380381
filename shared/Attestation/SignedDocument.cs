using System.Security.Cryptography;

namespace NeoServiceLayer.Attestation;

/// <summary>A document whose envelope is one of AWS's: signed with ES384, within AWS's lengths.</summary>
internal readonly ref struct SignedDocument
{
    /// <summary>The longest document that is looked at: the payload's 16,384 bytes and what is around them.</summary>
    private const int MaxLength = MaxPayload + 1024;
    private const int MaxPayload = 16_384;
    private const int SignatureLength = 96;

    /// <summary>{1: -35}: ES384, and nothing else.</summary>
    private static ReadOnlySpan<byte> Es384 => [0xA1, 0x01, 0x38, 0x22];

    /// <summary>["Signature1", h'A1013822', h'', …: what is signed, up to the payload.</summary>
    private static ReadOnlySpan<byte> SignedPrefix =>
    [
        0x84,
        0x6A, (byte)'S', (byte)'i', (byte)'g', (byte)'n', (byte)'a', (byte)'t', (byte)'u', (byte)'r', (byte)'e', (byte)'1',
        0x44, 0xA1, 0x01, 0x38, 0x22,
        0x40,
    ];

    private readonly CoseSign1 envelope;

    private SignedDocument(CoseSign1 envelope) => this.envelope = envelope;

    internal ReadOnlySpan<byte> Payload => envelope.Payload;

    /// <summary>Raw r and s.</summary>
    internal ReadOnlySpan<byte> Signature => envelope.Signature;

    /// <returns>The first check that failed; null if none did.</returns>
    internal static AttestationCheck? Read(ReadOnlySpan<byte> bytes, out SignedDocument document)
    {
        document = default;
        if (bytes.Length > MaxLength)
        {
            return AttestationCheck.Encoding;
        }

        CoseSign1 envelope;
        try
        {
            envelope = CoseSign1.Read(bytes);
        }
        catch (FormatException)
        {
            return AttestationCheck.Encoding;
        }

        if (!envelope.Header.SequenceEqual(Es384))
        {
            return AttestationCheck.Algorithm;
        }

        if (envelope.Payload.Length is 0 or > MaxPayload || envelope.Signature.Length != SignatureLength)
        {
            return AttestationCheck.Encoding;
        }

        document = new SignedDocument(envelope);
        return null;
    }

    /// <summary>What the signature is over.</summary>
    internal byte[] SignedBytes() => [.. SignedPrefix, .. envelope.PayloadItem];

    /// <summary>Whether the signature is a key's.</summary>
    internal bool IsSignedBy(ECDsa key) =>
        key.VerifyData(SignedBytes(), Signature, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
