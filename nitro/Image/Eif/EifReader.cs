using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using NeoServiceLayer.Image.Files;
using NeoServiceLayer.Image.Signing;

namespace NeoServiceLayer.Image.Eif;

/// <summary>
/// Reads an image once from front to back, and takes nothing that is not right. What it keeps in memory does not depend on what the
/// image says about itself.
/// </summary>
internal sealed class EifReader : IDisposable
{
    private const int PieceLength = 128 * 1024;

    private readonly Stream stream;
    private readonly Func<EifSectionType, int, Stream?> copyTo;
    private readonly Crc32 crc = new();
    private readonly Measuring measuring = new();
    private readonly byte[] piece = new byte[PieceLength];
    private readonly List<EifSection> sections = [];
    private readonly Dictionary<EifSectionType, byte[]> small = [];

    private EifReader(Stream stream, Func<EifSectionType, int, Stream?> copyTo)
    {
        this.stream = stream;
        this.copyTo = copyTo;
    }

    /// <param name="stream">The image; it need not be seekable.</param>
    /// <exception cref="ImageException">The image is not right.</exception>
    internal static EifImage Read(Stream stream) => Read(stream, (_, _) => null);

    /// <summary>Reads, and copies the sections' contents. What was copied of an image that turns out wrong is worth nothing.</summary>
    /// <param name="stream">The image; it need not be seekable.</param>
    /// <param name="copyTo">Opens what a section is copied to, by its type and its number among its like; null: nowhere. The reader closes it.</param>
    /// <exception cref="ImageException">The image is not right.</exception>
    internal static EifImage Read(Stream stream, Func<EifSectionType, int, Stream?> copyTo)
    {
        using EifReader reader = new(stream, copyTo);
        return reader.ReadAll();
    }

    public void Dispose() => measuring.Dispose();

    private EifImage ReadAll()
    {
        byte[] headerBytes = new byte[EifHeader.Length];
        ReadExactly(headerBytes, "The image ends inside its header.");
        EifHeader header = EifHeader.Parse(headerBytes);
        crc.Append(headerBytes.AsSpan(0, EifHeader.CrcOffset));

        ulong offset = EifHeader.Length;
        foreach (ulong size in header.Sizes)
        {
            EifSectionType type = ReadSectionHeader(size);
            sections.Add(new EifSection(type, offset, size, ReadContent(type, size)));
            offset += EifHeader.SectionHeaderLength + size;
        }

        Require(sections[^1].Type is EifSectionType.Ramdisk or EifSectionType.Signature, "The image has no ramdisk.");
        Require(stream.Read(piece.AsSpan(0, 1)) == 0, "The image goes on behind its last section.");
        uint found = crc.GetCurrentHashAsUInt32();
        Require(found == header.Crc, $"The image's CRC-32 is {found:x8} and should be {header.Crc:x8}: it was damaged or changed.");
        return Complete(header);
    }

    private EifImage Complete(EifHeader header)
    {
        Measurements measurements = measuring.Current();
        byte[]? metadata = small.GetValueOrDefault(EifSectionType.Metadata);
        if (metadata is not null)
        {
            ImageMetadata.Check(metadata);
        }

        ImageSignature? signature = null;
        if (small.TryGetValue(EifSectionType.Signature, out byte[]? bytes))
        {
            signature = ImageSignature.Decode(bytes, measurements.Pcr0);
            measurements = measurements with { Pcr8 = signature.Pcr8 };
        }

        return new EifImage
        {
            Header = header,
            Sections = sections,
            CommandLine = KernelCommandLine.Decode(small[EifSectionType.CommandLine]),
            Metadata = metadata,
            Measurements = measurements,
            Signature = signature,
        };
    }

    private EifSectionType ReadSectionHeader(ulong expectedSize)
    {
        int index = sections.Count;
        byte[] bytes = new byte[EifHeader.SectionHeaderLength];
        ReadExactly(bytes, $"The image ends before section {index}.");
        crc.Append(bytes);
        EifSectionType type = (EifSectionType)BinaryPrimitives.ReadUInt16BigEndian(bytes);
        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2));
        ulong size = BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(4));
        Require(Enum.IsDefined(type), $"Section {index} is of an unknown type ({(int)type}).");
        Require(flags == 0, $"Section {index} has flags that are not known (0x{flags:x4}).");
        Require(size == expectedSize, $"Section {index} says that it has {size} bytes, and the header that it has {expectedSize}.");
        Require(size > 0, $"Section {index} is empty.");
        Require(size <= type.Limit(), $"Section {index} ({type.Name()}) has {size} bytes; {type.Limit()} is the limit.");
        Require(
            type.MayFollow(index == 0 ? null : sections[^1].Type),
            $"Section {index} ({type.Name()}) is out of order: kernel, cmdline, metadata, ramdisks and signature follow each other.");
        return type;
    }

    private byte[] ReadContent(EifSectionType type, ulong size)
    {
        int index = sections.Count;
        measuring.Begin(type);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
        using MemoryStream? kept = type is EifSectionType.Kernel or EifSectionType.Ramdisk ? null : new MemoryStream();
        using Stream? copy = copyTo(type, sections.Count(section => section.Type == type));
        for (ulong left = size; left > 0;)
        {
            Span<byte> next = piece.AsSpan(0, (int)Math.Min(left, PieceLength));
            int count = stream.Read(next);
            Require(count > 0, $"The image ends inside section {index} ({type.Name()}).");
            next = next[..count];
            crc.Append(next);
            hash.AppendData(next);
            measuring.Append(type, next);
            kept?.Write(next);
            copy?.Write(next);
            left -= (uint)count;
        }

        if (kept is not null)
        {
            small[type] = kept.ToArray();
        }

        return hash.GetHashAndReset();
    }

    private void ReadExactly(Span<byte> bytes, string sentence) =>
        Require(stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length, sentence);

    private static void Require(bool truth, string sentence)
    {
        if (!truth)
        {
            throw new ImageException(sentence);
        }
    }
}
