namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>
/// Appending: the entry goes into the tail. A full tail becomes a run, and 16 runs become a page: so an entry is written once
/// more with its run and once more with its page, and not each time that one is appended.
/// </summary>
internal static class LogAppend
{
    /// <summary>Appends an entry and returns its sequence.</summary>
    internal static async ValueTask<long> RunAsync(LogRecords records, ReadOnlyMemory<byte> json)
    {
        LogTail tail = await records.TailAsync();
        long sequence = tail.Entries.Next;
        int bytes = LogEntries.EntryHeaderBytes + json.Length;
        if (tail.Entries.Count > 0 && tail.Entries.Bytes.Length + bytes > LogTail.MaxEntryBytes)
        {
            await LeaveRunAsync(records, tail);
        }

        tail.Entries = tail.Entries.With(json.Span);
        if (bytes > LogTail.MaxEntryBytes)
        {
            await LeaveRunAsync(records, tail);
        }

        records.Put(tail);
        return sequence;
    }

    /// <summary>Makes the tail's entries a run; the runs before it, or with it, become a page if that is due.</summary>
    private static async ValueTask LeaveRunAsync(LogRecords records, LogTail tail)
    {
        LogEntries run = tail.Entries;
        if (LogEntries.SegmentHeaderBytes + tail.Runs.Sum(each => each.Bytes) + run.Bytes.Length > LogEntries.MaxPageBytes)
        {
            await MergeAsync(records, tail);
        }

        records.PutSegment(run);
        tail.Runs.Add(new LogRun(run.First, run.Bytes.Length));
        tail.Entries = LogEntries.None(run.Next);
        if (tail.Runs.Count == LogTail.RunsToMerge)
        {
            await MergeAsync(records, tail);
        }
    }

    /// <summary>Makes a page of the runs, named as the first of them: a single one is a page as it is.</summary>
    private static async ValueTask MergeAsync(LogRecords records, LogTail tail)
    {
        if (tail.Runs.Count > 1)
        {
            LogEntries page = await records.SegmentAsync(tail.Runs[0].First);
            foreach (LogRun run in tail.Runs.Skip(1))
            {
                page = page.With(await records.SegmentAsync(run.First));
                records.DeleteSegment(run.First);
            }

            records.PutSegment(page);
        }

        LogDirectory directory = await records.DirectoryAsync();
        directory.Add(tail.Runs[0].First, records);
        records.Put(directory);
        tail.Runs.Clear();
    }
}
