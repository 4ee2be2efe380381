namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>Entries that a full tail left behind: a segment that waits to be merged with others.</summary>
/// <param name="First">Its first sequence, which names the segment.</param>
/// <param name="Bytes">How long its entries are.</param>
internal readonly record struct LogRun(long First, int Bytes);

/// <summary>
/// What every append reads and writes: where the log begins, its runs, and its newest entries. Version 1 ‖ first sequence that
/// was not trimmed (8) ‖ count of runs (2) ‖ runs: first sequence (8), bytes (2) ‖ first sequence of the tail (8) ‖ count of
/// entries (2) ‖ entries.
/// </summary>
internal sealed class LogTail
{
    /// <summary>How many runs become a page.</summary>
    internal const int RunsToMerge = 16;

    /// <summary>The most bytes of entries in a tail: what leaves a page of so many runs within its bound.</summary>
    internal const int MaxEntryBytes = (LogEntries.MaxPageBytes - LogEntries.SegmentHeaderBytes) / RunsToMerge;

    private const byte Version = 1;
    private const int RunBytes = sizeof(long) + sizeof(ushort);
    private const int FixedBytes = 1 + sizeof(long) + sizeof(ushort) + sizeof(long) + sizeof(ushort);

    /// <summary>The first sequence that was not trimmed.</summary>
    internal long First { get; set; } = 1;

    /// <summary>From the oldest to the newest.</summary>
    internal List<LogRun> Runs { get; private init; } = [];

    /// <summary>The newest entries.</summary>
    internal LogEntries Entries { get; set; } = LogEntries.None(1);

    internal int PageBytes => FixedBytes + (Runs.Count * RunBytes) + Entries.Bytes.Length;

    internal static LogTail Read(ReadOnlyMemory<byte> page)
    {
        PageReader reader = new(page, Version);
        long first = reader.Number();
        List<LogRun> runs = new(reader.Count(RunBytes));
        for (int i = runs.Capacity; i > 0; i--)
        {
            runs.Add(new LogRun(reader.Number(), reader.UInt16()));
        }

        long tailFirst = reader.Number();
        LogEntries entries = LogEntries.Read(tailFirst, reader.UInt16(), reader.Rest());
        LogDirectory.CheckOrder([.. runs.Select(run => run.First), tailFirst]);
        return first >= 1 && first <= entries.Next && runs.Count < RunsToMerge && entries.Bytes.Length <= MaxEntryBytes
            ? new LogTail { First = first, Runs = runs, Entries = entries }
            : throw new MalformedRecordException("A log's tail is malformed.");
    }

    internal ReadOnlySpan<byte> Write(Span<byte> page)
    {
        PageWriter writer = new(page, Version);
        writer.Number(First);
        writer.UInt16(Runs.Count);
        foreach (LogRun run in Runs)
        {
            writer.Number(run.First);
            writer.UInt16(run.Bytes);
        }

        writer.Number(Entries.First);
        writer.UInt16(Entries.Count);
        writer.Bytes(Entries.Bytes.Span);
        return writer.Written;
    }
}
