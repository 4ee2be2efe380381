using System.Security.Cryptography;

namespace NeoServiceLayer.Attestation;

/// <summary>The envelope, COSE_Sign1 (RFC 9052, section 4.2), as it was received.</summary>
internal readonly ref struct SignedDocument
{
    /// <summary>The longest document that is looked at: the payload's 16,384 bytes and what is around them.</summary>
    private const int MaxLength = MaxPayload + 1024;
    private const int MaxPayload = 16_384;
    private const int MaxHeader = 64;
    private const int SignatureLength = 96;
    private const byte Tag18 = 0xD2;

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

    private SignedDocument(ReadOnlySpan<byte> payloadItem, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature)
    {
        PayloadItem = payloadItem;
        Payload = payload;
        Signature = signature;
    }

    internal ReadOnlySpan<byte> Payload { get; }

    /// <summary>Raw r and s.</summary>
    internal ReadOnlySpan<byte> Signature { get; }

    private ReadOnlySpan<byte> PayloadItem { get; }

    /// <returns>The first check that failed; null if none did.</returns>
    internal static AttestationCheck? Read(ReadOnlySpan<byte> bytes, out SignedDocument document)
    {
        document = default;
        if (bytes.Length > MaxLength)
        {
            return AttestationCheck.Encoding;
        }

        CborReader reader = new(bytes);
        _ = reader.TryByte(Tag18);
        bool four = reader.Array(4) == 4;
        ReadOnlySpan<byte> header = reader.Bytes(0, MaxHeader);
        if (!four || reader.Failed)
        {
            return AttestationCheck.Encoding;
        }

        if (!header.SequenceEqual(Es384))
        {
            return AttestationCheck.Algorithm;
        }

        _ = reader.Map(0);
        int start = reader.Position;
        ReadOnlySpan<byte> payload = reader.Bytes(1, MaxPayload);
        int end = reader.Position;
        ReadOnlySpan<byte> signature = reader.Bytes(SignatureLength, SignatureLength);
        if (!reader.AtEnd)
        {
            return AttestationCheck.Encoding;
        }

        document = new SignedDocument(bytes[start..end], payload, signature);
        return null;
    }

    /// <summary>What the signature is over.</summary>
    internal byte[] SignedBytes() => [.. SignedPrefix, .. PayloadItem];

    /// <summary>Whether the signature is a key's.</summary>
    internal bool IsSignedBy(ECDsa key) =>
        key.VerifyData(SignedBytes(), Signature, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
