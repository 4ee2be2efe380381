using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>
/// Which segments a log has behind its runs: their first sequences, the newest in the directory itself and older ones in
/// leaves of 512. Directory: version 1 ‖ count of leaves (2) ‖ first sequence (8) of each as it was written first ‖ count of
/// segments (2) ‖ first sequence (8) of each. Leaf: version 1 ‖ count (2) ‖ first sequence (8) of each.
/// </summary>
internal sealed class LogDirectory
{
    /// <summary>How many segments become a leaf.</summary>
    internal const int SegmentsToLeave = 512;

    /// <summary>The most leaves: what leaves the directory within a page.</summary>
    internal const int MaxLeaves = ((LogEntries.MaxPageBytes - FixedBytes) / sizeof(long)) - SegmentsToLeave;

    private const byte Version = 1;
    private const byte LeafVersion = 1;
    private const int FixedBytes = 1 + sizeof(ushort) + sizeof(ushort);

    /// <summary>Leaves, from the oldest to the newest.</summary>
    internal List<long> Leaves { get; private init; } = [];

    /// <summary>Segments behind the leaves, from the oldest to the newest.</summary>
    internal List<long> Segments { get; private init; } = [];

    internal int PageBytes => FixedBytes + ((Leaves.Count + Segments.Count) * sizeof(long));

    internal static LogDirectory Read(ReadOnlyMemory<byte> page)
    {
        PageReader reader = new(page, Version);
        LogDirectory directory = new() { Leaves = ReadNumbers(ref reader), Segments = ReadNumbers(ref reader) };
        reader.End();
        CheckOrder([.. directory.Leaves, .. directory.Segments]);
        return directory.Leaves.Count <= MaxLeaves && directory.Segments.Count < SegmentsToLeave
            ? directory
            : throw new MalformedRecordException("A log's directory is too long.");
    }

    internal static List<long> ReadLeaf(ReadOnlyMemory<byte> page)
    {
        PageReader reader = new(page, LeafVersion);
        List<long> segments = ReadNumbers(ref reader);
        reader.End();
        CheckOrder(segments);
        return segments.Count is > 0 and <= SegmentsToLeave ? segments : throw new MalformedRecordException("A log's leaf has another length.");
    }

    internal static int LeafPageBytes(List<long> segments) => 1 + sizeof(ushort) + (segments.Count * sizeof(long));

    internal static ReadOnlySpan<byte> WriteLeaf(List<long> segments, Span<byte> page)
    {
        PageWriter writer = new(page, LeafVersion);
        WriteNumbers(ref writer, segments);
        return writer.Written;
    }

    internal ReadOnlySpan<byte> Write(Span<byte> page)
    {
        PageWriter writer = new(page, Version);
        WriteNumbers(ref writer, Leaves);
        WriteNumbers(ref writer, Segments);
        return writer.Written;
    }

    /// <summary>Adds the newest segment; full, the segments become a leaf.</summary>
    /// <exception cref="RequestException">limitExceeded: the log has as many segments as there can be.</exception>
    internal void Add(long segment, LogRecords records)
    {
        Segments.Add(segment);
        if (Segments.Count < SegmentsToLeave)
        {
            return;
        }

        if (Leaves.Count == MaxLeaves)
        {
            throw new RequestException(ErrorCode.LimitExceeded, "The log is full.");
        }

        records.PutLeaf(Segments[0], Segments);
        Leaves.Add(Segments[0]);
        Segments.Clear();
    }

    /// <summary>The last of ascending sequences that is not behind this one: what holds it. -1: it is before all of them.</summary>
    internal static int Find(List<long> firsts, long sequence)
    {
        int found = firsts.BinarySearch(sequence);
        return found >= 0 ? found : ~found - 1;
    }

    internal static void CheckOrder(List<long> firsts)
    {
        for (int i = 0; i < firsts.Count; i++)
        {
            if (firsts[i] <= (i == 0 ? 0 : firsts[i - 1]))
            {
                throw new MalformedRecordException("A log's segments are out of order.");
            }
        }
    }

    private static List<long> ReadNumbers(ref PageReader reader)
    {
        List<long> numbers = new(reader.Count(sizeof(long)));
        for (int i = numbers.Capacity; i > 0; i--)
        {
            numbers.Add(reader.Number());
        }

        return numbers;
    }

    private static void WriteNumbers(ref PageWriter writer, List<long> numbers)
    {
        writer.UInt16(numbers.Count);
        foreach (long number in numbers)
        {
            writer.Number(number);
        }
    }
}
