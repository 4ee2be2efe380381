namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>Changes of an index: each writes one leaf, and more nodes only when one splits or goes.</summary>
internal sealed class IndexChange
{
    private readonly IndexNodes nodes;
    private readonly IReadOnlyList<IndexPath.Step> steps;
    private readonly IndexNode root;

    private IndexChange(IndexNodes nodes, IndexPath path)
    {
        this.nodes = nodes;
        steps = path.Steps;
        root = steps[0].Node;
    }

    /// <summary>Puts an entry in; false: it took the place of one with this key.</summary>
    internal static async ValueTask<bool> PutAsync(IndexNodes nodes, IndexEntry entry)
    {
        IndexNode root = await nodes.RootAsync() ?? new IndexNode { NextNode = 1 };
        IndexPath path = await IndexPath.ToAsync(nodes, root, entry.Key);
        IndexNode leaf = path.Leaf.Node;
        int position = leaf.Find(entry.Key.Span, out bool exact);
        if (exact && leaf.Items[position].Value.Span.SequenceEqual(entry.Value.Span))
        {
            return false;
        }

        if (exact)
        {
            leaf.Items[position] = entry;
        }
        else
        {
            leaf.Items.Insert(position, entry);
        }

        new IndexChange(nodes, path).PutLeaf(position);
        return !exact;
    }

    /// <summary>Takes an entry out; false: there is none with this key.</summary>
    internal static async ValueTask<bool> RemoveAsync(IndexNodes nodes, ReadOnlyMemory<byte> key)
    {
        if (await nodes.RootAsync() is not { } root)
        {
            return false;
        }

        IndexPath path = await IndexPath.ToAsync(nodes, root, key);
        IndexNode leaf = path.Leaf.Node;
        int position = leaf.Find(key.Span, out bool exact);
        if (exact)
        {
            leaf.RemoveAt(position);
            await new IndexChange(nodes, path).PutOrRemoveAsync();
        }

        return exact;
    }

    /// <summary>Writes the leaf in which this item is new; a node that is too long splits, which gives its parent an item.</summary>
    private void PutLeaf(int position)
    {
        bool rootChanged = false;
        bool atEnd = position == steps[^1].Node.Items.Count - 1 && steps.SkipLast(1).All(step => step.Position == step.Node.Items.Count - 1);
        int depth = steps.Count - 1;
        for (; depth > 0 && steps[depth].Node.Bytes > IndexNode.MaxBytes; depth--)
        {
            (long number, IndexNode node, _) = steps[depth];
            IndexNode right = node.Split(atEnd, out ReadOnlyMemory<byte> separator);
            steps[depth - 1].Node.Items.Insert(steps[depth - 1].Position + 1, IndexNode.ToChild(separator, root.NextNode));
            nodes.Put(number, node);
            nodes.Put(root.NextNode++, right);
            rootChanged = true;
        }

        if (depth == 0 && root.Bytes > IndexNode.MaxBytes)
        {
            SplitRoot(atEnd);
        }

        nodes.Put(steps[depth].Number, steps[depth].Node);
        if (rootChanged && depth > 0)
        {
            nodes.Put(IndexNodes.Root, root);
        }
    }

    /// <summary>The root's items go into two new nodes, and the tree grows by a level.</summary>
    private void SplitRoot(bool atEnd)
    {
        IndexNode left = new() { Level = root.Level, Items = [.. root.Items] };
        IndexNode right = left.Split(atEnd, out ReadOnlyMemory<byte> separator);
        root.Level++;
        root.Items = [IndexNode.ToChild(default, root.NextNode), IndexNode.ToChild(separator, root.NextNode + 1)];
        nodes.Put(root.NextNode++, left);
        nodes.Put(root.NextNode++, right);
    }

    /// <summary>Writes the leaf that lost an item; a node that is empty goes, which takes an item from its parent.</summary>
    private async ValueTask PutOrRemoveAsync()
    {
        int depth = steps.Count - 1;
        for (; depth > 0 && steps[depth].Node.Items.Count == 0; depth--)
        {
            nodes.Delete(steps[depth].Number);
            steps[depth - 1].Node.RemoveAt(steps[depth - 1].Position);
        }

        if (root.Items.Count == 0)
        {
            nodes.Delete(IndexNodes.Root);
            return;
        }

        nodes.Put(steps[depth].Number, steps[depth].Node);
        if (depth == 0)
        {
            await LowerRootAsync();
        }
    }

    /// <summary>A root with one child takes the child's place: the tree loses a level.</summary>
    private async ValueTask LowerRootAsync()
    {
        while (root.Level > 0 && root.Items.Count == 1)
        {
            long number = root.Child(0);
            IndexNode child = await nodes.ChildAsync(root, 0);
            (root.Level, root.Items) = (child.Level, child.Items);
            nodes.Delete(number);
            nodes.Put(IndexNodes.Root, root);
        }
    }
}
