namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>A way from the root to a place between two entries: what changes and ranges go along.</summary>
internal sealed class IndexPath
{
    private readonly IndexNodes nodes;
    private readonly List<Step> steps = [];

    private IndexPath(IndexNodes nodes) => this.nodes = nodes;

    /// <summary>A node on the way, and the item there that the way goes through; in the leaf, the one that comes next.</summary>
    internal readonly record struct Step(long Number, IndexNode Node, int Position);

    /// <summary>From the root to the leaf.</summary>
    internal IReadOnlyList<Step> Steps => steps;

    internal Step Leaf => steps[^1];

    /// <summary>The way to a key, or to the place where it would be; null: to behind the last one.</summary>
    internal static async ValueTask<IndexPath> ToAsync(IndexNodes nodes, IndexNode root, ReadOnlyMemory<byte>? key)
    {
        IndexPath path = new(nodes);
        await path.DescendAsync(IndexNodes.Root, root, key, toEnd: key is null);
        return path;
    }

    /// <summary>The next entry, which the path goes behind; null at the end.</summary>
    internal async ValueTask<IndexEntry?> NextAsync()
    {
        while (Leaf.Position >= Leaf.Node.Items.Count)
        {
            if (!await TurnAsync(1))
            {
                return null;
            }
        }

        IndexEntry entry = Leaf.Node.Items[Leaf.Position];
        steps[^1] = Leaf with { Position = Leaf.Position + 1 };
        return entry;
    }

    /// <summary>The entry before, which the path goes to the front of; null at the beginning.</summary>
    internal async ValueTask<IndexEntry?> PreviousAsync()
    {
        while (Leaf.Position == 0)
        {
            if (!await TurnAsync(-1))
            {
                return null;
            }
        }

        steps[^1] = Leaf with { Position = Leaf.Position - 1 };
        return Leaf.Node.Items[Leaf.Position];
    }

    /// <summary>Goes to the next leaf, or to the one before; false if there is none.</summary>
    private async ValueTask<bool> TurnAsync(int direction)
    {
        int depth = steps.Count - 2;
        while (depth >= 0 && !IsWithin(steps[depth], direction))
        {
            depth--;
        }

        if (depth < 0)
        {
            return false;
        }

        steps.RemoveRange(depth + 1, steps.Count - depth - 1);
        Step turn = steps[depth] = steps[depth] with { Position = steps[depth].Position + direction };
        await DescendAsync(turn.Node.Child(turn.Position), await nodes.ChildAsync(turn.Node, turn.Position), null, toEnd: direction < 0);
        return true;
    }

    private static bool IsWithin(Step step, int direction) =>
        step.Position + direction >= 0 && step.Position + direction < step.Node.Items.Count;

    /// <summary>Goes down to a leaf: to a key, else to the beginning or the end.</summary>
    private async ValueTask DescendAsync(long number, IndexNode node, ReadOnlyMemory<byte>? key, bool toEnd)
    {
        while (node.Level > 0)
        {
            int position = key is { } inner ? node.FindChild(inner.Span) : toEnd ? node.Items.Count - 1 : 0;
            steps.Add(new Step(number, node, position));
            number = node.Child(position);
            node = await nodes.ChildAsync(node, position);
        }

        steps.Add(new Step(number, node, key is { } sought ? node.Find(sought.Span, out _) : toEnd ? node.Items.Count : 0));
    }
}
