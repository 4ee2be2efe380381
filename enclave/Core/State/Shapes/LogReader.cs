namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>Finds what holds an entry: the tail, a run, a segment of the directory, or one of a leaf.</summary>
internal sealed class LogReader(LogRecords records, LogTail tail)
{
    private readonly List<long> runs = [.. tail.Runs.Select(run => run.First)];
    private LogDirectory? directory;
    private List<long>? leaf;
    private long leafName;

    /// <summary>Entries in a row, among them this one, which is within the log.</summary>
    internal async ValueTask<LogEntries> FindAsync(long sequence)
    {
        if (sequence >= tail.Entries.First)
        {
            return tail.Entries;
        }

        if (LogDirectory.Find(runs, sequence) is >= 0 and int run)
        {
            return await SegmentAsync(runs[run], sequence);
        }

        directory ??= await records.DirectoryAsync();
        List<long> segments = LogDirectory.Find(directory.Segments, sequence) >= 0 ? directory.Segments : await LeafAsync(directory, sequence);
        int segment = LogDirectory.Find(segments, sequence);
        return segment >= 0 ? await SegmentAsync(segments[segment], sequence) : throw Missing();
    }

    private async ValueTask<List<long>> LeafAsync(LogDirectory within, long sequence)
    {
        int found = LogDirectory.Find(within.Leaves, sequence);
        if (found < 0)
        {
            throw Missing();
        }

        if (leaf is null || leafName != within.Leaves[found])
        {
            leafName = within.Leaves[found];
            leaf = await records.LeafAsync(leafName);
        }

        return leaf;
    }

    private async ValueTask<LogEntries> SegmentAsync(long first, long sequence)
    {
        LogEntries entries = await records.SegmentAsync(first);
        return sequence < entries.Next ? entries : throw Missing();
    }

    private static MalformedRecordException Missing() => new("A log's entry is in none of its segments.");
}
