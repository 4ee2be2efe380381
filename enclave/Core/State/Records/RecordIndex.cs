namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// Every committed record, by the first 16 bytes of its key: what exists and what does not is decided here. Open addressing
/// in shards that grow one at a time and by a fifth, so that at no moment it takes more than 64 bytes a record once there are
/// many. Keys are outputs of a keyed hash: they need no hashing here. Not for several threads at once.
/// </summary>
internal sealed class RecordIndex
{
    private const int ShardBits = 8;

    private readonly IndexShard[] shards = new IndexShard[1 << ShardBits];

    /// <param name="expected">How many records will come at once: tables that need not grow leave no holes behind.</param>
    internal RecordIndex(long expected = 0)
    {
        for (int i = 0; i < shards.Length; i++)
        {
            shards[i] = new IndexShard((int)(expected >> ShardBits));
        }
    }

    /// <summary>How many records there are.</summary>
    internal long Count { get; private set; }

    /// <summary>The bytes that its tables take.</summary>
    internal long MemoryBytes => shards.Sum(shard => shard.MemoryBytes);

    internal bool TryGet(in Bytes32 key, out IndexEntry entry) => ShardOf(key).TryGet(key.Prefix, out entry);

    /// <summary>Sets a record's entry.</summary>
    /// <returns>Whether there was none.</returns>
    internal bool Set(in Bytes32 key, in IndexEntry entry)
    {
        bool added = ShardOf(key).Set(key.Prefix, entry);
        Count += added ? 1 : 0;
        return added;
    }

    /// <returns>Whether there was one.</returns>
    internal bool Remove(in Bytes32 key)
    {
        bool removed = ShardOf(key).Remove(key.Prefix);
        Count -= removed ? 1 : 0;
        return removed;
    }

    /// <summary>The top bits choose the shard; the slot in it is chosen by those below them.</summary>
    private IndexShard ShardOf(in Bytes32 key) => shards[(int)(key.Prefix >> (128 - ShardBits))];
}
