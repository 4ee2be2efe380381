namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// Decrypted contents, those used last, up to so many bytes. None of a secret table. Not for several threads at once.
/// </summary>
internal sealed class ContentCache(long capacity)
{
    /// <summary>What an entry takes beside its content, about.</summary>
    private const int Overhead = 160;

    private readonly Dictionary<Bytes32, LinkedListNode<Entry>> entries = [];
    private readonly LinkedList<Entry> byUse = new();

    /// <summary>What it takes now.</summary>
    internal long Bytes { get; private set; }

    /// <summary>The content of a record as of a version; null if it is not here.</summary>
    internal byte[]? Find(in Bytes32 key, long version)
    {
        if (!entries.TryGetValue(key, out LinkedListNode<Entry>? node) || node.Value.Version != version)
        {
            return null;
        }

        byUse.Remove(node);
        byUse.AddFirst(node);
        return node.Value.Content;
    }

    internal void Set(in Bytes32 key, long version, byte[] content)
    {
        Remove(key);
        if (content.Length + Overhead > capacity)
        {
            return;
        }

        entries.Add(key, byUse.AddFirst(new Entry(key, version, content)));
        Bytes += content.Length + Overhead;
        while (Bytes > capacity)
        {
            Remove(byUse.Last!.Value.Key);
        }
    }

    internal void Remove(in Bytes32 key)
    {
        if (entries.Remove(key, out LinkedListNode<Entry>? node))
        {
            byUse.Remove(node);
            Bytes -= node.Value.Content.Length + Overhead;
        }
    }

    private readonly record struct Entry(Bytes32 Key, long Version, byte[] Content);
}
