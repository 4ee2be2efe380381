namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>What an index is: a dictionary in the order of its keys' bytes.</summary>
internal sealed class IndexModel
{
    private SortedDictionary<byte[], byte[]> entries = new(KeyOrder.Instance);

    internal int Count => entries.Count;

    internal IEnumerable<byte[]> Keys => entries.Keys;

    internal IndexModel Copy() => new() { entries = new(entries, KeyOrder.Instance) };

    internal bool Put(byte[] key, byte[] value)
    {
        bool added = !entries.ContainsKey(key);
        entries[key] = value;
        return added;
    }

    internal bool Remove(byte[] key) => entries.Remove(key);

    internal List<(byte[] Key, byte[] Value)> Range(byte[] after, byte[] prefix, int limit, bool reverse)
    {
        IEnumerable<KeyValuePair<byte[], byte[]>> all = reverse ? entries.Reverse() : entries;
        return
        [
            .. all
                .Where(entry => after.Length == 0 || after.AsSpan().SequenceCompareTo(entry.Key) * (reverse ? -1 : 1) < 0)
                .Where(entry => entry.Key.AsSpan().StartsWith(prefix))
                .Take(limit)
                .Select(entry => (entry.Key, entry.Value)),
        ];
    }

    private sealed class KeyOrder : IComparer<byte[]>
    {
        internal static readonly KeyOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
