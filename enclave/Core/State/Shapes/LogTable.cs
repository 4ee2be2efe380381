using System.Buffers.Binary;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>Bounds of logs.</summary>
public static class LogTable
{
    /// <summary>The longest entry as JSON, in bytes.</summary>
    public const int MaxEntryBytes = 32 << 10;

    /// <summary>The most entries of one range.</summary>
    public const int MaxRange = 1000;

    /// <summary>The most segments that one transaction removes: what leaves room for the changes beside them.</summary>
    public const int MaxTrim = 200;

    /// <summary>The highest sequence: beyond what any log reaches, and far from an overflow.</summary>
    internal const long MaxSequence = 1L << 62;
}

/// <summary>
/// Logs of entries of one type, found by name: entries have sequences from 1 without gaps, and are read in their order from
/// any of them. A log that does not exist is empty.
/// </summary>
/// <remarks>Any method may throw a <see cref="MalformedRecordException"/>, a fault of ours: the log's records do not read as such.</remarks>
/// <param name="table">The table's name, used by no other.</param>
/// <param name="json">How an entry is written.</param>
public sealed class LogTable<T>(string table, JsonTypeInfo<T> json)
    where T : notnull
{
    private readonly Table table = new(table);

    /// <summary>Appends an entry and returns its sequence.</summary>
    /// <exception cref="ArgumentException">The entry is longer than <see cref="LogTable.MaxEntryBytes"/>, or the name not 1 to 128 bytes.</exception>
    /// <exception cref="RequestException">limitExceeded: the log has as many segments as there can be.</exception>
    public ValueTask<long> AppendAsync(ITransaction transaction, string log, T entry) =>
        LogAppend.RunAsync(Records(transaction, log), StoredJson.Write(entry, json, LogTable.MaxEntryBytes));

    /// <summary>Which sequences the log holds.</summary>
    public async ValueTask<LogExtent> ExtentAsync(ITransaction transaction, string log)
    {
        LogTail tail = await Records(transaction, log).TailAsync();
        return new LogExtent(tail.First, tail.Entries.Next);
    }

    /// <summary>How many entries the log holds.</summary>
    public async ValueTask<long> CountAsync(ITransaction transaction, string log) => (await ExtentAsync(transaction, log)).Count;

    /// <summary>
    /// Entries in order: from a sequence, or the nearest that there is, to newer ones, or backward to older ones; fewer than
    /// the limit only where the log ends.
    /// </summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="log">The log's name.</param>
    /// <param name="from">The sequence of the first entry; any number.</param>
    /// <param name="limit">How many at most, 1 to <see cref="LogTable.MaxRange"/>.</param>
    /// <param name="backward">Whether to go to older entries.</param>
    public async ValueTask<IReadOnlyList<LogEntry<T>>> RangeAsync(
        ITransaction transaction, string log, long from, int limit, bool backward = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LogTable.MaxRange);
        LogRecords records = Records(transaction, log);
        return await RangeAsync(records, await records.TailAsync(), from, limit, backward);
    }

    /// <summary>A page of a list operation: the log from its oldest entry on, or backward from its newest.</summary>
    /// <exception cref="RequestException">invalidRequest: the limit or the cursor is none.</exception>
    public async ValueTask<ListPage<LogEntry<T>>> PageAsync(ITransaction transaction, string log, PageRequest page, bool backward = false)
    {
        int limit = page.CheckedLimit();
        Cursor cursor = new(table, ShapeKey.Encode(log), backward, prefix: []);
        LogRecords records = Records(transaction, log);
        LogTail tail = await records.TailAsync();
        long from = backward ? tail.Entries.Next - 1 : tail.First;
        if (page.Cursor is { } text)
        {
            from = ReadCursor(cursor, text, tail) + (backward ? -1 : 1);
        }

        List<LogEntry<T>> entries = Beyond(tail, from, backward) ? [] : await RangeAsync(records, tail, from, limit + 1, backward);
        if (entries.Count <= limit)
        {
            return new ListPage<LogEntry<T>>(entries, null);
        }

        entries.RemoveAt(limit);
        return new ListPage<LogEntry<T>>(entries, WriteCursor(cursor, entries[^1].Sequence));
    }

    /// <summary>
    /// Takes what is before a sequence out of the log. The entries are gone at once; their records go from the oldest on, a
    /// segment when all its entries are gone.
    /// </summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="log">The log's name.</param>
    /// <param name="before">The first sequence that stays; any number.</param>
    /// <param name="most">How many segments to remove at most, 1 to <see cref="LogTable.MaxTrim"/>.</param>
    /// <returns>Whether there are more to remove: by trimming again, with the same sequence or a later one.</returns>
    public ValueTask<bool> TrimAsync(ITransaction transaction, string log, long before, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, LogTable.MaxTrim);
        return LogTrim.RunAsync(Records(transaction, log), before, most);
    }

    /// <summary>
    /// Removes a log. Its entries are gone at once, its segments go as in <see cref="TrimAsync"/>; when nothing is left, the
    /// log does not exist, and the next entry has sequence 1 again.
    /// </summary>
    /// <returns>Whether there is more to remove: by deleting again.</returns>
    public async ValueTask<bool> DeleteAsync(ITransaction transaction, string log, int most)
    {
        if (await TrimAsync(transaction, log, long.MaxValue, most))
        {
            return true;
        }

        LogRecords records = Records(transaction, log);
        records.DeleteDirectory();
        records.DeleteTail();
        return false;
    }

    private static long ReadCursor(Cursor cursor, string text, LogTail tail)
    {
        ReadOnlyMemory<byte> position = cursor.Read(text);
        long sequence = position.Length == sizeof(long) ? BinaryPrimitives.ReadInt64BigEndian(position.Span) : 0;
        return sequence >= 1 && sequence < tail.Entries.Next ? sequence : throw Cursor.Refused();
    }

    private static string WriteCursor(Cursor cursor, long sequence)
    {
        Span<byte> position = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(position, sequence);
        return cursor.Write(position);
    }

    /// <summary>Whether there is nothing from here on, in this direction.</summary>
    private static bool Beyond(LogTail tail, long from, bool backward) => backward ? from < tail.First : from >= tail.Entries.Next;

    private async ValueTask<List<LogEntry<T>>> RangeAsync(LogRecords records, LogTail tail, long from, int limit, bool backward)
    {
        LogReader reader = new(records, tail);
        List<LogEntry<T>> entries = [];
        long sequence = backward ? Math.Min(from, tail.Entries.Next - 1) : Math.Max(from, tail.First);
        while (entries.Count < limit && !Beyond(tail, sequence, backward))
        {
            LogEntries found = await reader.FindAsync(sequence);
            for (; entries.Count < limit && sequence >= Math.Max(found.First, tail.First) && sequence < found.Next; sequence += backward ? -1 : 1)
            {
                entries.Add(new LogEntry<T>(sequence, StoredJson.Read(found[sequence].Span, json)));
            }
        }

        return entries;
    }

    private LogRecords Records(ITransaction transaction, string log) => new(transaction, table, ShapeKey.Encode(log));
}
