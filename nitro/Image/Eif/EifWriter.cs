using System.Buffers.Binary;
using System.IO.Hashing;
using NeoServiceLayer.Image.Files;

namespace NeoServiceLayer.Image.Eif;

/// <summary>
/// Writes an image: the sections as they are added, then the header, then the CRC, for which what was written is read once more.
/// </summary>
internal sealed class EifWriter : IDisposable
{
    private readonly Stream output;
    private readonly List<ulong> sizes = [];
    private readonly Measuring measuring = new();

    /// <param name="output">Where to, empty; must be readable and seekable. It stays the caller's.</param>
    internal EifWriter(Stream output)
    {
        this.output = output;
        output.Write(new byte[EifHeader.Length]);
    }

    /// <summary>The registers of the sections so far; PCR8 is not among them.</summary>
    internal Measurements Measurements => measuring.Current();

    /// <exception cref="ImageException">The content cannot be read, or there are too many sections.</exception>
    internal void Add(EifSectionType type, IContent content)
    {
        if (sizes.Count == EifHeader.MaxSections)
        {
            throw new ImageException($"An image has {EifHeader.MaxSections} sections at most.");
        }

        byte[] header = new byte[EifHeader.SectionHeaderLength];
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)type);
        BinaryPrimitives.WriteUInt64BigEndian(header.AsSpan(4), (ulong)content.Length);
        output.Write(header);
        measuring.Begin(type);
        content.WriteTo(piece =>
        {
            output.Write(piece);
            measuring.Append(type, piece);
        });
        sizes.Add((ulong)content.Length);
    }

    /// <summary>Completes the image.</summary>
    /// <param name="template">A header, of which all but sizes and CRC is taken; null: the usual one.</param>
    internal void Finish(EifHeader? template = null)
    {
        EifHeader header = (template ?? new EifHeader { Sizes = [] }) with { Sizes = sizes, Crc = 0 };
        output.Position = 0;
        output.Write(header.ToBytes());
        uint crc = CrcOf(output);
        output.Position = 0;
        output.Write((header with { Crc = crc }).ToBytes());
        output.Flush();
    }

    public void Dispose() => measuring.Dispose();

    /// <summary>The CRC-32 that an image should have.</summary>
    internal static uint CrcOf(Stream image)
    {
        Crc32 crc = new();
        byte[] header = new byte[EifHeader.Length];
        image.Position = 0;
        image.ReadExactly(header);
        crc.Append(header.AsSpan(0, EifHeader.CrcOffset));
        crc.Append(image);
        return crc.GetCurrentHashAsUInt32();
    }
}
