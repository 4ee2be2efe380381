using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>
/// Indexes, found by name: entries in the order of their keys' bytes. A B+tree of small nodes, a record each, so that neither
/// the order nor a key reaches the parent, and a change rewrites no large page. An index that does not exist is empty.
/// </summary>
/// <remarks>Any method may throw a <see cref="MalformedRecordException"/>, a fault of ours: the index's records do not read as such.</remarks>
/// <param name="table">The table's name, used by no other.</param>
public sealed class IndexTable(string table)
{
    /// <summary>The longest key, in bytes; it has at least one.</summary>
    public const int MaxKeyBytes = 128;

    /// <summary>The longest value, in bytes.</summary>
    public const int MaxValueBytes = 512;

    /// <summary>The most entries of one range.</summary>
    public const int MaxRange = 1000;

    private readonly Table table = new(table);

    /// <summary>The value of a key, or null if there is none, whatever the key is. The memory is valid until the transaction ends.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(ITransaction transaction, string index, ReadOnlyMemory<byte> key)
    {
        IndexNodes nodes = Nodes(transaction, index);
        if (await nodes.RootAsync() is not { } root)
        {
            return null;
        }

        IndexNode leaf = (await IndexPath.ToAsync(nodes, root, key)).Leaf.Node;
        int position = leaf.Find(key.Span, out bool exact);
        return exact ? leaf.Items[position].Value : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>Puts an entry in, in the place of one with this key.</summary>
    /// <returns>Whether the key is new.</returns>
    /// <exception cref="ArgumentException">The key is not 1 to 128 bytes, the value more than 512, or the name not 1 to 128.</exception>
    public ValueTask<bool> PutAsync(ITransaction transaction, string index, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, MaxKeyBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, MaxValueBytes);
        return IndexChange.PutAsync(Nodes(transaction, index), new IndexEntry(key, value));
    }

    /// <summary>Takes an entry out.</summary>
    /// <returns>Whether there was one.</returns>
    public ValueTask<bool> RemoveAsync(ITransaction transaction, string index, ReadOnlyMemory<byte> key) =>
        IndexChange.RemoveAsync(Nodes(transaction, index), key);

    /// <summary>Entries in the order of their keys, or in reverse; fewer than the limit only where there are no more.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="index">The index's name.</param>
    /// <param name="limit">How many at most, 1 to <see cref="MaxRange"/>.</param>
    /// <param name="after">Only entries behind this key, in reverse those before it; empty: all.</param>
    /// <param name="prefix">Only entries whose keys begin so.</param>
    /// <param name="reverse">Whether the last one comes first.</param>
    public async ValueTask<IReadOnlyList<IndexEntry>> RangeAsync(
        ITransaction transaction,
        string index,
        int limit,
        ReadOnlyMemory<byte> after = default,
        ReadOnlyMemory<byte> prefix = default,
        bool reverse = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxRange);
        return await RangeAsync(Nodes(transaction, index), limit, after, prefix, reverse);
    }

    /// <summary>A page of a list operation: the entries whose keys begin with the prefix, in order or in reverse.</summary>
    /// <exception cref="RequestException">invalidRequest: the limit or the cursor is none.</exception>
    public async ValueTask<ListPage<IndexEntry>> PageAsync(
        ITransaction transaction, string index, PageRequest page, ReadOnlyMemory<byte> prefix = default, bool reverse = false)
    {
        int limit = page.CheckedLimit();
        Cursor cursor = new(table, ShapeKey.Encode(index), reverse, prefix.Span);
        ReadOnlyMemory<byte> after = page.Cursor is { } text ? cursor.Read(text) : default;
        if (page.Cursor is not null && !after.Span.StartsWith(prefix.Span))
        {
            throw Cursor.Refused();
        }

        List<IndexEntry> entries = await RangeAsync(Nodes(transaction, index), limit + 1, after, prefix, reverse);
        if (entries.Count <= limit)
        {
            return new ListPage<IndexEntry>(entries, null);
        }

        entries.RemoveAt(limit);
        return new ListPage<IndexEntry>(entries, cursor.Write(entries[^1].Key.Span));
    }

    private static async ValueTask<List<IndexEntry>> RangeAsync(
        IndexNodes nodes, int limit, ReadOnlyMemory<byte> after, ReadOnlyMemory<byte> prefix, bool reverse)
    {
        List<IndexEntry> entries = [];
        if (await nodes.RootAsync() is not { } root)
        {
            return entries;
        }

        IndexPath path = await IndexPath.ToAsync(nodes, root, reverse ? End(after, prefix) : Start(after, prefix));
        while (entries.Count < limit
            && (reverse ? await path.PreviousAsync() : await path.NextAsync()) is { } entry
            && entry.Key.Span.StartsWith(prefix.Span))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>The least key of a range; the one next to a key is that key and a zero.</summary>
    private static ReadOnlyMemory<byte> Start(ReadOnlyMemory<byte> after, ReadOnlyMemory<byte> prefix) =>
        after.IsEmpty || after.Span.SequenceCompareTo(prefix.Span) < 0 ? prefix : (byte[])[.. after.Span, 0];

    /// <summary>The least key behind a reverse range; null: there is none.</summary>
    private static ReadOnlyMemory<byte>? End(ReadOnlyMemory<byte> after, ReadOnlyMemory<byte> prefix)
    {
        ReadOnlyMemory<byte>? bound = after.IsEmpty ? (ReadOnlyMemory<byte>?)null : after;
        int last = prefix.Span.LastIndexOfAnyExcept((byte)0xFF);
        if (last < 0)
        {
            return bound;
        }

        byte[] end = prefix[..(last + 1)].ToArray();
        end[last]++;
        return bound is { } key && key.Span.SequenceCompareTo(end) < 0 ? bound : end;
    }

    private IndexNodes Nodes(ITransaction transaction, string index) => new(transaction, table, ShapeKey.Encode(index));
}
