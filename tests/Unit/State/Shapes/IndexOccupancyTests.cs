using System.Buffers.Binary;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>How full nodes are, and how deep trees are.</summary>
public sealed class IndexOccupancyTests
{
    private readonly MemoryState state = new();
    private readonly IndexTable indexes = new("indexes");

    [Theory]
    [InlineData(1, 0, 20_000)]
    [InlineData(40, 20, 5_000)]
    [InlineData(128, 512, 2_000)]
    public async Task Nodes_of_entries_in_random_order_are_at_least_half_full(int keyLength, int valueLength, int entries)
    {
        Random random = new(keyLength);
        int most = 3 + keyLength + 4 + valueLength;
        for (int i = 0; i < entries; i++)
        {
            await PutAsync(random.Next(), Math.Min(keyLength + 4, IndexTable.MaxKeyBytes), valueLength);
        }

        List<IndexNode> nodes = await IndexShape.NodesAsync(state, "a");
        foreach (IGrouping<int, IndexNode> level in nodes.Skip(1).GroupBy(node => node.Level))
        {
            int largest = level.Key == 0 ? most : 3 + IndexTable.MaxKeyBytes + sizeof(long);
            int least = ((IndexNode.MaxBytes - IndexNode.HeaderBytes) / 2) - largest;
            Assert.All(level.SkipLast(1), node => Assert.InRange(node.Bytes - IndexNode.HeaderBytes, least, IndexNode.MaxBytes));
        }

        // The last split before a level is full leaves at least 13 children of the longest keys in each node, and 2 entries.
        Assert.InRange(nodes[0].Level, 1, 1 + (int)Math.Ceiling(Math.Log(entries / 2.0, 13)));
    }

    [Fact]
    public async Task Nodes_of_entries_in_ascending_order_are_full()
    {
        for (int i = 0; i < 10_000; i++)
        {
            await PutAsync(i, 40, 20);
        }

        List<IndexNode> nodes = await IndexShape.NodesAsync(state, "a");
        Assert.All(nodes.Where(node => node.Level == 0).SkipLast(1), node => Assert.InRange(node.Bytes, IndexNode.MaxBytes - 63, IndexNode.MaxBytes));
    }

    /// <summary>The number in the first four bytes; for keys of the longest kind in the last, so that separators are as long.</summary>
    private async Task PutAsync(int number, int keyLength, int valueLength)
    {
        byte[] key = new byte[keyLength];
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(keyLength == IndexTable.MaxKeyBytes ? keyLength - sizeof(int) : 0), number);
        await state.RunAsync(tx => indexes.PutAsync(tx, "a", key, new byte[valueLength]));
    }
}
