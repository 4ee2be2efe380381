using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>What holds of any index's records.</summary>
internal static class IndexShape
{
    /// <summary>The index is what its model is, its nodes are within their bounds, and no record is left over.</summary>
    internal static async Task CheckAsync(MemoryState state, IndexTable indexes, string name, IndexModel model)
    {
        await state.RunAsync(async tx =>
        {
            await WalkAsync(tx, indexes, name, model, [], 100, reverse: false);
            await WalkAsync(tx, indexes, name, model, [], 100, reverse: true);
            return true;
        });
        List<IndexNode> nodes = await NodesAsync(state, name);
        Assert.Equal(state.Records.Count, nodes.Count);
        Assert.All(state.Records.Values, page => Assert.InRange(page.Length, 1, IndexNode.MaxBytes));
        Assert.Equal(model.Count, nodes.Where(node => node.Level == 0).Sum(node => node.Items.Count));
    }

    /// <summary>Every node of an index, the root first.</summary>
    internal static Task<List<IndexNode>> NodesAsync(MemoryState state, string name) => state.RunAsync(async tx =>
    {
        List<IndexNode> found = [];
        IndexNodes nodes = new(tx, new Table("indexes"), ShapeKey.Encode(name));
        if (await nodes.RootAsync() is { } root)
        {
            found.Add(root);
        }

        for (int i = 0; i < found.Count; i++)
        {
            for (int child = 0; found[i].Level > 0 && child < found[i].Items.Count; child++)
            {
                found.Add(await nodes.ChildAsync(found[i], child));
            }
        }

        // The memory does not outlive the transaction: what is looked at later are sizes and levels.
        return found;
    });

    /// <summary>Goes through an index in pages, and meets every entry once.</summary>
    internal static async ValueTask WalkAsync(
        ITransaction tx, IndexTable indexes, string name, IndexModel model, byte[] prefix, int limit, bool reverse)
    {
        List<IndexEntry> met = [];
        string? cursor = null;
        do
        {
            ListPage<IndexEntry> page = await indexes.PageAsync(tx, name, new PageRequest(limit, cursor), prefix, reverse);
            Assert.InRange(page.Items.Count, page.NextCursor is null ? 0 : limit, limit);
            met.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        AssertEqual(model.Range([], prefix, int.MaxValue, reverse), met);
    }

    internal static void AssertEqual(List<(byte[] Key, byte[] Value)> expected, IReadOnlyList<IndexEntry> actual) => Assert.Equal(
        expected.Select(entry => $"{Convert.ToHexString(entry.Key)}={Convert.ToHexString(entry.Value)}"),
        actual.Select(entry => $"{Convert.ToHexString(entry.Key.Span)}={Convert.ToHexString(entry.Value.Span)}"));
}
