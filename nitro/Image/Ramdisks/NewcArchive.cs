using System.Globalization;
using System.Text;
using NeoServiceLayer.Image.Files;

namespace NeoServiceLayer.Image.Ramdisks;

/// <summary>
/// A cpio archive of the format newc (initramfs-buffer-format.rst of the kernel), of which every byte is determined by its entries:
/// sorted by the bytes of their names, numbered from 1, of owner 0 and group 0, of time 0.
/// </summary>
internal sealed class NewcArchive : IContent
{
    private const int HeaderLength = 110;
    private const int Alignment = 4;

    /// <summary>What archives are padded to, as cpio and the kernel's own tools do.</summary>
    private const int Block = 512;

    private static readonly RamdiskEntry Trailer = new("TRAILER!!!", 0, 0, new MemoryContent(ReadOnlyMemory<byte>.Empty));

    private readonly RamdiskEntry[] entries;

    internal NewcArchive(IEnumerable<RamdiskEntry> entries)
    {
        this.entries = [.. entries.OrderBy(entry => Encoding.UTF8.GetBytes(entry.Name), ByteOrder.Instance)];
        long length = this.entries.Append(Trailer).Sum(LengthOf);
        Length = length + Padding(length, Block);
    }

    public long Length { get; }

    public void WriteTo(ByteSink sink)
    {
        long written = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            Write(sink, entries[i], i + 1);
            written += LengthOf(entries[i]);
        }

        Write(sink, Trailer, 0);
        written += LengthOf(Trailer);
        WriteZeros(sink, Length - written);
    }

    private static long LengthOf(RamdiskEntry entry)
    {
        long head = HeaderLength + NameOf(entry).Length;
        return head + Padding(head, Alignment) + entry.Content.Length + Padding(entry.Content.Length, Alignment);
    }

    private static void Write(ByteSink sink, RamdiskEntry entry, int number)
    {
        byte[] name = NameOf(entry);
        uint links = entry.Kind == RamdiskEntryKind.Directory ? 2u : 1u;
        uint[] fields =
        [
            (uint)number, (uint)entry.Kind | entry.Permissions, 0, 0, links, 0, (uint)entry.Content.Length,
            0, 0, entry.DeviceMajor, entry.DeviceMinor, (uint)name.Length, 0,
        ];
        StringBuilder header = new("070701", HeaderLength);
        foreach (uint field in fields)
        {
            header.Append(field.ToString("X8", CultureInfo.InvariantCulture));
        }

        sink(Encoding.ASCII.GetBytes(header.ToString()));
        sink(name);
        WriteZeros(sink, Padding(HeaderLength + name.Length, Alignment));
        entry.Content.WriteTo(sink);
        WriteZeros(sink, Padding(entry.Content.Length, Alignment));
    }

    private static byte[] NameOf(RamdiskEntry entry) => [.. Encoding.UTF8.GetBytes(entry.Name), 0];

    private static void WriteZeros(ByteSink sink, long count) => sink(new byte[count]);

    private static long Padding(long length, int unit) => (unit - (length % unit)) % unit;

    private sealed class ByteOrder : IComparer<byte[]>
    {
        internal static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
