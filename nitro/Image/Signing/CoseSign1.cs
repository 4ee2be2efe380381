using System.Formats.Cbor;

namespace NeoServiceLayer.Image.Signing;

/// <summary>
/// COSE_Sign1 (RFC 9052, section 4.2) as nitro-cli writes it: without the tag, ES384 in the protected header, nothing in the other.
/// </summary>
internal static class CoseSign1
{
    /// <summary>ECDSA with P-384 and SHA-384: r and s, 48 bytes each.</summary>
    internal const int SignatureLength = 96;

    private const int AlgorithmLabel = 1;
    private const int Es384 = -35;
    private const int Parts = 4;

    /// <summary>The bytes that the signature is over: Sig_structure.</summary>
    internal static byte[] ToBeSigned(byte[] payload)
    {
        CborWriter writer = new();
        writer.WriteStartArray(Parts);
        writer.WriteTextString("Signature1");
        writer.WriteByteString(ProtectedHeader());
        writer.WriteByteString([]);
        writer.WriteByteString(payload);
        writer.WriteEndArray();
        return writer.Encode();
    }

    internal static byte[] Encode(byte[] payload, byte[] signature)
    {
        CborWriter writer = new();
        writer.WriteStartArray(Parts);
        writer.WriteByteString(ProtectedHeader());
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteByteString(payload);
        writer.WriteByteString(signature);
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>The signature, if the rest is this payload's; null otherwise.</summary>
    internal static byte[]? FindSignature(byte[] message, byte[] payload)
    {
        if (message.Length < SignatureLength)
        {
            return null;
        }

        byte[] signature = message[^SignatureLength..];
        return message.AsSpan().SequenceEqual(Encode(payload, signature)) ? signature : null;
    }

    private static byte[] ProtectedHeader()
    {
        CborWriter writer = new();
        writer.WriteStartMap(1);
        writer.WriteInt32(AlgorithmLabel);
        writer.WriteInt32(Es384);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
