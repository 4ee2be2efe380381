using System.Buffers.Binary;
using NeoServiceLayer.Image.Eif;

namespace NeoServiceLayer.Tests.Image;

/// <summary>An image as the format's description has it, put together in memory without the tool's writer.</summary>
internal static class PlainEif
{
    internal const int OffsetsAt = 28;
    internal const int SizesAt = 284;
    internal const int CrcAt = 544;
    internal const int HeaderLength = 548;

    internal static byte[] Of(params (int Type, byte[] Content)[] sections)
    {
        using MemoryStream image = new();
        byte[] header = new byte[HeaderLength];
        ".eif"u8.CopyTo(header);
        header[5] = 4;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(26), (ushort)sections.Length);
        image.Write(header);
        for (int i = 0; i < sections.Length; i++)
        {
            SetOffset(header, i, (ulong)image.Length);
            SetSize(header, i, (ulong)sections[i].Content.Length);
            byte[] section = new byte[12];
            BinaryPrimitives.WriteUInt16BigEndian(section, (ushort)sections[i].Type);
            BinaryPrimitives.WriteUInt64BigEndian(section.AsSpan(4), (ulong)sections[i].Content.Length);
            image.Write(section);
            image.Write(sections[i].Content);
        }

        byte[] bytes = image.ToArray();
        header.CopyTo(bytes, 0);
        return WithCrc(bytes);
    }

    /// <summary>Kernel, command line and a ramdisk of a few bytes each.</summary>
    internal static byte[] Small() => Of((1, "kernel"u8.ToArray()), (2, "quiet"u8.ToArray()), (3, "ramdisk"u8.ToArray()));

    internal static void SetOffset(Span<byte> image, int section, ulong value) =>
        BinaryPrimitives.WriteUInt64BigEndian(image[(OffsetsAt + (8 * section))..], value);

    internal static void SetSize(Span<byte> image, int section, ulong value) =>
        BinaryPrimitives.WriteUInt64BigEndian(image[(SizesAt + (8 * section))..], value);

    /// <summary>Where a section's header is.</summary>
    internal static int At(byte[] image, int section) => (int)BinaryPrimitives.ReadUInt64BigEndian(image.AsSpan(OffsetsAt + (8 * section)));

    /// <summary>Puts the right CRC into an image, in place.</summary>
    internal static byte[] WithCrc(byte[] image)
    {
        BinaryPrimitives.WriteUInt32BigEndian(image.AsSpan(CrcAt), Crc32([.. image[..CrcAt], .. image[HeaderLength..]]));
        return image;
    }

    /// <summary>CRC-32 bit by bit, as zlib's description defines it.</summary>
    internal static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }

    /// <summary>The image of what the reader found in it.</summary>
    internal static byte[] Rewrite(byte[] image)
    {
        List<(EifSectionType Type, MemoryStream Content)> parts = [];
        EifImage read = EifReader.Read(new MemoryStream(image), (type, _) =>
        {
            parts.Add((type, new MemoryStream()));
            return parts[^1].Content;
        });
        using MemoryStream again = new();
        using EifWriter writer = new(again);
        parts.ForEach(part => writer.Add(part.Type, new NeoServiceLayer.Image.Files.MemoryContent(part.Content.ToArray())));
        writer.Finish(read.Header);
        return again.ToArray();
    }
}
