using System.Buffers.Binary;

namespace NeoServiceLayer.Image.Eif;

/// <summary>
/// The beginning of an image, 548 bytes, all numbers big-endian. Sections lie one behind the other without gaps, so their sizes say
/// where they are.
/// </summary>
internal sealed record EifHeader
{
    internal const int Length = 548;
    internal const int SectionHeaderLength = 12;
    internal const int MaxSections = 32;

    /// <summary>Where the CRC-32 stands, the last field: it is over everything but itself.</summary>
    internal const int CrcOffset = Length - sizeof(uint);

    internal const ushort Version = 4;
    private const ushort Arm64 = 1;
    private const int FlagsOffset = 6;
    private const int MemoryOffset = 8;
    private const int CpusOffset = 16;
    private const int ReservedOffset = 24;
    private const int CountOffset = 26;
    private const int OffsetsOffset = 28;
    private const int SizesOffset = OffsetsOffset + (MaxSections * sizeof(ulong));
    private const int UnusedOffset = SizesOffset + (MaxSections * sizeof(ulong));

    private static ReadOnlySpan<byte> Magic => ".eif"u8;

    /// <summary>Whether the image is for arm64; else it is for x86_64.</summary>
    internal bool IsArm64 { get; init; }

    /// <summary>Bytes of memory to start it with. Nothing reads it: nitro-cli takes the memory from its own command line.</summary>
    internal ulong DefaultMemory { get; init; } = 1024UL * 1024 * 1024;

    /// <summary>Processors to start it with; likewise.</summary>
    internal ulong DefaultCpus { get; init; } = 2;

    /// <summary>The sections' sizes, without their own headers.</summary>
    internal required IReadOnlyList<ulong> Sizes { get; init; }

    /// <summary>The CRC-32 that the image says it has.</summary>
    internal uint Crc { get; init; }

    /// <exception cref="ImageException">A field has a value that it may not have.</exception>
    internal static EifHeader Parse(ReadOnlySpan<byte> bytes)
    {
        Require(bytes[..Magic.Length].SequenceEqual(Magic), "This is no image: it does not begin with '.eif'.");
        ushort version = BinaryPrimitives.ReadUInt16BigEndian(bytes[Magic.Length..]);
        Require(version == Version, $"The image is of version {version}; only {Version} is known.");
        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(bytes[FlagsOffset..]);
        Require(flags <= Arm64, $"The image has flags that are not known (0x{flags:x4}).");
        Require(bytes[ReservedOffset..CountOffset].IndexOfAnyExcept((byte)0) < 0, "The header's reserved bytes are not zero.");
        Require(bytes[UnusedOffset..CrcOffset].IndexOfAnyExcept((byte)0) < 0, "The header's unused bytes are not zero.");
        return new EifHeader
        {
            IsArm64 = flags == Arm64,
            DefaultMemory = BinaryPrimitives.ReadUInt64BigEndian(bytes[MemoryOffset..]),
            DefaultCpus = BinaryPrimitives.ReadUInt64BigEndian(bytes[CpusOffset..]),
            Sizes = ParseSizes(bytes),
            Crc = BinaryPrimitives.ReadUInt32BigEndian(bytes[CrcOffset..]),
        };
    }

    /// <summary>Writes all of it; the CRC as it is here.</summary>
    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(Magic.Length), Version);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(FlagsOffset), IsArm64 ? Arm64 : (ushort)0);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(MemoryOffset), DefaultMemory);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(CpusOffset), DefaultCpus);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(CountOffset), (ushort)Sizes.Count);
        ulong offset = Length;
        for (int i = 0; i < Sizes.Count; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(OffsetsOffset + (i * sizeof(ulong))), offset);
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(SizesOffset + (i * sizeof(ulong))), Sizes[i]);
            offset += SectionHeaderLength + Sizes[i];
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(CrcOffset), Crc);
        return bytes;
    }

    private static ulong[] ParseSizes(ReadOnlySpan<byte> bytes)
    {
        ushort count = BinaryPrimitives.ReadUInt16BigEndian(bytes[CountOffset..]);
        Require(count is > 0 and <= MaxSections, $"The image says that it has {count} sections; 1 to {MaxSections} can be.");
        ulong[] sizes = new ulong[count];
        ulong expected = Length;
        for (int i = 0; i < MaxSections; i++)
        {
            ulong offset = BinaryPrimitives.ReadUInt64BigEndian(bytes[(OffsetsOffset + (i * sizeof(ulong)))..]);
            ulong size = BinaryPrimitives.ReadUInt64BigEndian(bytes[(SizesOffset + (i * sizeof(ulong)))..]);
            if (i >= count)
            {
                Require((offset | size) == 0, $"The header places a section {i}, but counts {count}.");
                continue;
            }

            Require(offset == expected, $"Section {i} should begin at {expected}, behind the one before, and not at {offset}.");
            Require(size <= (ulong)long.MaxValue - expected - SectionHeaderLength, $"Section {i} cannot have {size} bytes.");
            expected += SectionHeaderLength + size;
            sizes[i] = size;
        }

        return sizes;
    }

    private static void Require(bool truth, string sentence)
    {
        if (!truth)
        {
            throw new ImageException(sentence);
        }
    }
}
