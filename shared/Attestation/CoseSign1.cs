using NeoServiceLayer.Attestation.Cbor;

namespace NeoServiceLayer.Attestation;

/// <summary>
/// The envelope of a document, COSE_Sign1 (RFC 9052, section 4.2), taken apart: tag 18 or none, no unprotected headers, nothing behind it.
/// What is in its parts, and whether the signature is one, is not looked at. The parts are parts of what was read.
/// </summary>
internal readonly ref struct CoseSign1
{
    private const ulong Tag = 18;
    private const int Members = 4;

    private CoseSign1(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payloadItem, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature)
    {
        Header = header;
        PayloadItem = payloadItem;
        Payload = payload;
        Signature = signature;
    }

    /// <summary>The protected headers, encoded.</summary>
    internal ReadOnlySpan<byte> Header { get; }

    /// <summary>The payload with its head, as the signature covers it.</summary>
    internal ReadOnlySpan<byte> PayloadItem { get; }

    internal ReadOnlySpan<byte> Payload { get; }

    internal ReadOnlySpan<byte> Signature { get; }

    /// <exception cref="FormatException">It is none; one sentence that begins with what it is about.</exception>
    internal static CoseSign1 Read(ReadOnlySpan<byte> bytes)
    {
        CborReader reader = new(bytes);
        if (reader.Next == CborMajor.Tag && reader.Tag() != Tag)
        {
            throw new FormatException("its tag is not COSE_Sign1's");
        }

        if (reader.Array() != Members)
        {
            throw new FormatException("it has not the four members of a COSE_Sign1");
        }

        ReadOnlySpan<byte> header = reader.Bytes();
        if (reader.Map() != 0)
        {
            throw new FormatException("it has unprotected headers");
        }

        int start = bytes.Length - reader.Left;
        ReadOnlySpan<byte> payload = reader.Bytes();
        int end = bytes.Length - reader.Left;
        ReadOnlySpan<byte> signature = reader.Bytes();
        reader.End();
        return new CoseSign1(header, bytes[start..end], payload, signature);
    }
}
