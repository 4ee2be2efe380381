namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>
/// Trimming from the front: what is before a sequence is out of the log at once; its segments go from the oldest on, as many
/// as one transaction may take.
/// </summary>
internal sealed class LogTrim
{
    private readonly LogRecords records;
    private readonly LogTail tail;
    private readonly LogDirectory directory;
    private List<long> leaf = [];
    private bool leafChanged;
    private bool directoryChanged;

    private LogTrim(LogRecords records, LogTail tail, LogDirectory directory)
    {
        this.records = records;
        this.tail = tail;
        this.directory = directory;
    }

    /// <summary>Removes what is before a sequence, with at most so many segments, and returns whether there are more to remove.</summary>
    internal static async ValueTask<bool> RunAsync(LogRecords records, long sequence, int most)
    {
        LogTail tail = await records.TailAsync();
        LogTrim trim = new(records, tail, await records.DirectoryAsync());
        (long first, int runs, int bytes) before = (tail.First, tail.Runs.Count, tail.Entries.Bytes.Length);
        tail.First = Math.Clamp(sequence, tail.First, tail.Entries.Next);
        bool more = await trim.RemoveAsync(most);
        if (!more)
        {
            // Not before: what runs there are go on without a gap into the tail, which may become one of them.
            tail.Entries = tail.Entries.From(tail.First);
        }

        trim.PutChanges();
        if (before != (tail.First, tail.Runs.Count, tail.Entries.Bytes.Length))
        {
            records.Put(tail);
        }

        return more;
    }

    private async ValueTask<bool> RemoveAsync(int most)
    {
        await ReadLeafAsync();
        for (int removed = 0; Oldest() is { } segment; removed++)
        {
            if (removed == most)
            {
                return true;
            }

            records.DeleteSegment(segment);
            await ForgetOldestAsync();
        }

        return false;
    }

    /// <summary>The oldest segment, if all its entries are trimmed: it ends where what follows it begins.</summary>
    private long? Oldest()
    {
        List<long> firsts =
        [
            .. leaf.Take(2), .. directory.Leaves.Skip(1).Take(1), .. directory.Segments.Take(2), .. tail.Runs.Take(2).Select(run => run.First),
            tail.Entries.First,
        ];
        return firsts.Count > 1 && firsts[1] <= tail.First ? firsts[0] : null;
    }

    private async ValueTask ForgetOldestAsync()
    {
        if (leaf.Count > 1)
        {
            leaf.RemoveAt(0);
            leafChanged = true;
        }
        else if (leaf.Count == 1)
        {
            records.DeleteLeaf(directory.Leaves[0]);
            directory.Leaves.RemoveAt(0);
            directoryChanged = true;
            await ReadLeafAsync();
        }
        else if (directory.Segments.Count > 0)
        {
            directory.Segments.RemoveAt(0);
            directoryChanged = true;
        }
        else
        {
            tail.Runs.RemoveAt(0);
        }
    }

    private async ValueTask ReadLeafAsync()
    {
        leaf = directory.Leaves.Count > 0 ? await records.LeafAsync(directory.Leaves[0]) : [];
        leafChanged = false;
    }

    private void PutChanges()
    {
        if (leafChanged)
        {
            records.PutLeaf(directory.Leaves[0], leaf);
        }

        if (directoryChanged)
        {
            records.Put(directory);
        }
    }
}
