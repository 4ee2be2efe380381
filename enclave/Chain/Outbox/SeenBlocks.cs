using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Chain.Outbox;

/// <summary>The transactions of the last blocks, for who puts one in that is in a block already.</summary>
internal sealed class SeenBlocks
{
    private const int Most = 32;

    private readonly Queue<(HashSet<UInt256> Hashes, DateTimeOffset At)> blocks = [];

    /// <summary>Takes a block's.</summary>
    internal void Add(HashSet<UInt256> hashes, DateTimeOffset at)
    {
        blocks.Enqueue((hashes, at));
        if (blocks.Count > Most)
        {
            blocks.Dequeue();
        }
    }

    /// <summary>Blocks were passed over: what was seen before says nothing any more.</summary>
    internal void Forget() => blocks.Clear();

    /// <summary>Whether a transaction may be in a block: it is in one of these, or may be in one before.</summary>
    internal bool MayHold(OutboxItem item) =>
        !item.Entry.Broadcast || blocks.Count == 0 || item.CreatedAt < blocks.Peek().At || blocks.Any(block => block.Hashes.Contains(item.Entry.Hash));
}
