using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NeoServiceLayer.Crypto;

/// <summary>LabeledExtract and LabeledExpand of RFC 9180, 4, with HKDF-SHA256.</summary>
internal static class LabeledKdf
{
    internal const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>"KEM" and the KEM's number, 0x0010: DHKEM(P-256, HKDF-SHA256).</summary>
    internal static ReadOnlySpan<byte> KemSuite => "KEM\0\u0010"u8;

    /// <summary>"HPKE" and the numbers of the KEM, of HKDF-SHA256 (1) and of AES-256-GCM (2).</summary>
    internal static ReadOnlySpan<byte> Suite => "HPKE\0\u0010\0\u0001\0\u0002"u8;

    private static ReadOnlySpan<byte> Version => "HPKE-v1"u8;

    /// <summary>Extracts 32 bytes. HKDF's extraction is HMAC under the salt, so the parts need not be put together first.</summary>
    internal static void Extract(
        ReadOnlySpan<byte> suite, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> material, Span<byte> key)
    {
        using IncrementalHash mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, salt);
        mac.AppendData(Version);
        mac.AppendData(suite);
        mac.AppendData(label);
        mac.AppendData(material);
        mac.GetHashAndReset(key);
    }

    /// <summary>Expands a key into as many bytes as <paramref name="output"/> has: at most 255 hashes.</summary>
    internal static void Expand(
        ReadOnlySpan<byte> suite, ReadOnlySpan<byte> key, ReadOnlySpan<byte> label, ReadOnlySpan<byte> info, Span<byte> output)
    {
        byte[] labeled = new byte[sizeof(ushort) + Version.Length + suite.Length + label.Length + info.Length];
        BinaryPrimitives.WriteUInt16BigEndian(labeled, (ushort)output.Length);
        Span<byte> rest = labeled.AsSpan(sizeof(ushort));
        Append(ref rest, Version);
        Append(ref rest, suite);
        Append(ref rest, label);
        Append(ref rest, info);
        HKDF.Expand(HashAlgorithmName.SHA256, key, output, labeled);
    }

    private static void Append(ref Span<byte> rest, ReadOnlySpan<byte> part)
    {
        part.CopyTo(rest);
        rest = rest[part.Length..];
    }
}
