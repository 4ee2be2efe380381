namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>The nodes of one index within a transaction, a record each. The root has the number 0 and never moves.</summary>
internal sealed class IndexNodes(ITransaction transaction, Table table, byte[] name)
{
    internal const long Root = 0;

    private const byte NodePart = 1;

    /// <summary>Beyond what any index reaches, and far from an overflow.</summary>
    private const long MaxNumber = 1L << 62;

    /// <summary>The root; null: the index is empty.</summary>
    internal async ValueTask<IndexNode?> RootAsync()
    {
        if (await transaction.GetAsync(Id(Root)) is not { } page)
        {
            return null;
        }

        IndexNode root = IndexNode.Read(page);
        return root.NextNode is >= 1 and <= MaxNumber ? root : throw new MalformedRecordException("An index's root is malformed.");
    }

    /// <summary>A child of a node: it is one level below, so that no walk goes round in a circle.</summary>
    internal async ValueTask<IndexNode> ChildAsync(IndexNode parent, int position)
    {
        ReadOnlyMemory<byte> page = await transaction.GetAsync(Id(parent.Child(position)))
            ?? throw new MalformedRecordException("An index's node is missing.");
        IndexNode child = IndexNode.Read(page);
        return child.Level == parent.Level - 1 ? child : throw new MalformedRecordException("An index's node is of another level.");
    }

    internal void Put(long number, IndexNode node)
    {
        Span<byte> page = stackalloc byte[IndexNode.MaxBytes];
        transaction.Put(Id(number), node.Write(page));
    }

    internal void Delete(long number) => transaction.Delete(Id(number));

    private RecordId Id(long number) => ShapeKey.Part(table, name, NodePart, number);
}
