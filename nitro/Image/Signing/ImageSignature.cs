using System.Formats.Cbor;
using NeoServiceLayer.Image.Eif;

namespace NeoServiceLayer.Image.Signing;

/// <summary>
/// The signature section: a CBOR array with one map of <c>signing_certificate</c> (PEM) and <c>signature</c> (COSE_Sign1 over the index and
/// the value of PCR0). Bytes are written as arrays of integers, as nitro-cli's serializer does.
/// </summary>
internal sealed class ImageSignature
{
    private readonly SigningCertificate certificate;

    private ImageSignature(SigningCertificate certificate) => this.certificate = certificate;

    internal string Subject => certificate.Subject;

    internal DateTime NotBefore => certificate.NotBefore;

    internal DateTime NotAfter => certificate.NotAfter;

    internal byte[] Pcr8 => certificate.Pcr8;

    /// <summary>Signs.</summary>
    /// <exception cref="ImageException">The certificate is too long, or not the key's.</exception>
    internal static byte[] Create(SigningCertificate certificate, SigningKey key, byte[] pcr0)
    {
        byte[] payload = Payload(pcr0);
        byte[] data = CoseSign1.ToBeSigned(payload);
        byte[] signature = key.Sign(data);
        if (!certificate.Verifies(data, signature))
        {
            throw new ImageException("The signing certificate is not of the private key.");
        }

        byte[] section = Encode(certificate.Pem, CoseSign1.Encode(payload, signature));
        return section.Length <= EifSectionTypes.MaxSignature
            ? section
            : throw new ImageException($"With this certificate the signature has {section.Length} bytes; {EifSectionTypes.MaxSignature} is the limit.");
    }

    /// <summary>Reads and verifies.</summary>
    /// <param name="section">The section's content.</param>
    /// <param name="pcr0">What must be signed.</param>
    /// <exception cref="ImageException">The section has another form, or the signature is not right.</exception>
    internal static ImageSignature Decode(byte[] section, byte[] pcr0)
    {
        (byte[] pem, byte[] message) = Split(section);
        SigningCertificate certificate = SigningCertificate.Parse(pem);
        byte[] payload = Payload(pcr0);
        byte[] signature = CoseSign1.FindSignature(message, payload)
            ?? throw new ImageException("The signature is not one with ES384 over this image's PCR0.");
        return certificate.Verifies(CoseSign1.ToBeSigned(payload), signature)
            ? new ImageSignature(certificate)
            : throw new ImageException("The signature does not verify: the certificate's key did not make it.");
    }

    private static (byte[] Pem, byte[] Message) Split(byte[] section)
    {
        const string sentence = "The signature section is not in the form that nitro-cli writes.";
        try
        {
            CborReader reader = new(section);
            reader.ReadStartArray();
            reader.ReadStartMap();
            reader.ReadTextString();
            byte[] pem = ReadIntegers(reader);
            reader.ReadTextString();
            byte[] message = ReadIntegers(reader);

            // One way to write it is accepted, so the rest (names, counts, shortest forms, the end) is settled by writing it again.
            return section.AsSpan().SequenceEqual(Encode(pem, message)) ? (pem, message) : throw new ImageException(sentence);
        }
        catch (Exception failure) when (failure is CborContentException or InvalidOperationException or OverflowException)
        {
            throw new ImageException(sentence);
        }
    }

    private static byte[] Encode(byte[] pem, byte[] message)
    {
        CborWriter writer = new();
        writer.WriteStartArray(1);
        writer.WriteStartMap(2);
        writer.WriteTextString("signing_certificate");
        WriteIntegers(writer, pem);
        writer.WriteTextString("signature");
        WriteIntegers(writer, message);
        writer.WriteEndMap();
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static byte[] Payload(byte[] pcr0)
    {
        CborWriter writer = new();
        writer.WriteStartMap(2);
        writer.WriteTextString("register_index");
        writer.WriteInt32(0);
        writer.WriteTextString("register_value");
        WriteIntegers(writer, pcr0);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static void WriteIntegers(CborWriter writer, byte[] bytes)
    {
        writer.WriteStartArray(bytes.Length);
        foreach (byte value in bytes)
        {
            writer.WriteUInt32(value);
        }

        writer.WriteEndArray();
    }

    private static byte[] ReadIntegers(CborReader reader)
    {
        List<byte> bytes = [];
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            bytes.Add(checked((byte)reader.ReadUInt32()));
        }

        reader.ReadEndArray();
        return [.. bytes];
    }
}
