using System.Buffers.Binary;

namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>
/// Entries in a row, each its length in two bytes, big-endian, and its JSON. They stand at the end of a tail, and in segments:
/// version 1 ‖ first sequence (8) ‖ count (2) ‖ entries, a record each.
/// </summary>
internal sealed class LogEntries
{
    /// <summary>The longest page of a log.</summary>
    internal const int MaxPageBytes = 64 << 10;

    /// <summary>What a segment has before its entries.</summary>
    internal const int SegmentHeaderBytes = 1 + sizeof(long) + sizeof(ushort);

    /// <summary>What an entry has before its JSON.</summary>
    internal const int EntryHeaderBytes = sizeof(ushort);

    /// <summary>The least that an entry takes: JSON has a byte.</summary>
    private const int MinEntryBytes = EntryHeaderBytes + 1;

    private const byte SegmentVersion = 1;

    private readonly int[] starts;

    private LogEntries(long first, ReadOnlyMemory<byte> bytes, int[] starts)
    {
        First = first;
        Bytes = bytes;
        this.starts = starts;
    }

    /// <summary>The sequence of the first entry, or of the one that would be.</summary>
    internal long First { get; }

    internal int Count => starts.Length;

    /// <summary>The sequence behind the last entry.</summary>
    internal long Next => First + Count;

    /// <summary>The entries as they are stored.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>How long the segment of these entries is.</summary>
    internal int SegmentBytes => SegmentHeaderBytes + Bytes.Length;

    /// <summary>The JSON of an entry that is here.</summary>
    internal ReadOnlyMemory<byte> this[long sequence]
    {
        get
        {
            int start = starts[(int)(sequence - First)];
            return Bytes.Slice(start + EntryHeaderBytes, BinaryPrimitives.ReadUInt16BigEndian(Bytes.Span[start..]));
        }
    }

    /// <summary>No entries yet; the first will have this sequence.</summary>
    internal static LogEntries None(long first) => new(first, default, []);

    /// <summary>Entries as they are stored, and nothing else.</summary>
    internal static LogEntries Read(long first, int count, ReadOnlyMemory<byte> bytes)
    {
        if ((long)count * MinEntryBytes > bytes.Length || first is < 1 or > LogTable.MaxSequence)
        {
            throw Malformed();
        }

        int[] starts = new int[count];
        int offset = 0;
        for (int i = 0; i < count; i++)
        {
            starts[i] = offset;
            int length = bytes.Length - offset < MinEntryBytes ? 0 : BinaryPrimitives.ReadUInt16BigEndian(bytes.Span[offset..]);
            offset += EntryHeaderBytes + length;
            if (length == 0 || offset > bytes.Length)
            {
                throw Malformed();
            }
        }

        return offset == bytes.Length ? new LogEntries(first, bytes, starts) : throw Malformed();
    }

    internal static LogEntries ReadSegment(ReadOnlyMemory<byte> page)
    {
        PageReader reader = new(page, SegmentVersion);
        long first = reader.Number();
        int count = reader.UInt16();
        return count > 0 && page.Length <= MaxPageBytes ? Read(first, count, reader.Rest()) : throw Malformed();
    }

    internal ReadOnlySpan<byte> WriteSegment(Span<byte> page)
    {
        PageWriter writer = new(page, SegmentVersion);
        writer.Number(First);
        writer.UInt16(Count);
        writer.Bytes(Bytes.Span);
        return writer.Written;
    }

    /// <summary>These and one more.</summary>
    internal LogEntries With(ReadOnlySpan<byte> json)
    {
        byte[] bytes = new byte[Bytes.Length + EntryHeaderBytes + json.Length];
        Bytes.Span.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(Bytes.Length), checked((ushort)json.Length));
        json.CopyTo(bytes.AsSpan(Bytes.Length + EntryHeaderBytes));
        return new LogEntries(First, bytes, [.. starts, Bytes.Length]);
    }

    /// <summary>These and those that come next.</summary>
    internal LogEntries With(LogEntries following) => following.First == Next && SegmentBytes + following.Bytes.Length <= MaxPageBytes
        ? new LogEntries(First, (byte[])[.. Bytes.Span, .. following.Bytes.Span], [.. starts, .. following.starts.Select(start => start + Bytes.Length)])
        : throw Malformed();

    /// <summary>Those of these from a sequence on.</summary>
    internal LogEntries From(long first)
    {
        if (first <= First)
        {
            return this;
        }

        if (first >= Next)
        {
            return None(first);
        }

        int skipped = starts[(int)(first - First)];
        return new LogEntries(first, Bytes[skipped..], [.. starts.Skip((int)(first - First)).Select(start => start - skipped)]);
    }

    private static MalformedRecordException Malformed() => new("A log's entries are malformed.");
}
