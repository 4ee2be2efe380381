namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>The records of one log within a transaction: what each is called, and reading and writing them whole.</summary>
internal sealed class LogRecords(ITransaction transaction, Table table, byte[] name)
{
    private const byte TailPart = 1;
    private const byte DirectoryPart = 2;
    private const byte LeafPart = 3;
    private const byte SegmentPart = 4;

    /// <summary>The log's tail; that of an empty log if there is none.</summary>
    internal async ValueTask<LogTail> TailAsync() => await GetAsync(TailPart, 0) is { } page ? LogTail.Read(page) : new LogTail();

    /// <summary>The log's directory; an empty one if there is none.</summary>
    internal async ValueTask<LogDirectory> DirectoryAsync() =>
        await GetAsync(DirectoryPart, 0) is { } page ? LogDirectory.Read(page) : new LogDirectory();

    /// <summary>The segments that a leaf of the directory lists.</summary>
    internal async ValueTask<List<long>> LeafAsync(long leaf)
    {
        List<long> segments = LogDirectory.ReadLeaf(await GetAsync(LeafPart, leaf) ?? throw Missing("leaf"));
        return segments[0] >= leaf ? segments : throw new MalformedRecordException("A log's leaf is another one's.");
    }

    /// <summary>The segment that begins with this entry.</summary>
    internal async ValueTask<LogEntries> SegmentAsync(long first)
    {
        LogEntries entries = LogEntries.ReadSegment(await GetAsync(SegmentPart, first) ?? throw Missing("segment"));
        return entries.First == first ? entries : throw new MalformedRecordException("A log's segment is another one's.");
    }

    internal void Put(LogTail tail)
    {
        byte[] page = new byte[tail.PageBytes];
        transaction.Put(Id(TailPart, 0), tail.Write(page));
    }

    internal void Put(LogDirectory directory)
    {
        byte[] page = new byte[directory.PageBytes];
        transaction.Put(Id(DirectoryPart, 0), directory.Write(page));
    }

    internal void PutLeaf(long leaf, List<long> segments)
    {
        byte[] page = new byte[LogDirectory.LeafPageBytes(segments)];
        transaction.Put(Id(LeafPart, leaf), LogDirectory.WriteLeaf(segments, page));
    }

    internal void PutSegment(LogEntries entries)
    {
        byte[] page = new byte[entries.SegmentBytes];
        transaction.Put(Id(SegmentPart, entries.First), entries.WriteSegment(page));
    }

    internal void DeleteTail() => transaction.Delete(Id(TailPart, 0));

    internal void DeleteDirectory() => transaction.Delete(Id(DirectoryPart, 0));

    internal void DeleteLeaf(long leaf) => transaction.Delete(Id(LeafPart, leaf));

    internal void DeleteSegment(long first) => transaction.Delete(Id(SegmentPart, first));

    private static MalformedRecordException Missing(string what) => new($"A log's {what} is missing.");

    private RecordId Id(byte part, long number) => ShapeKey.Part(table, name, part, number);

    private ValueTask<ReadOnlyMemory<byte>?> GetAsync(byte part, long number) => transaction.GetAsync(Id(part, number));
}
