using System.Buffers.Binary;

namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>
/// A node of an index's B+tree. Version 1 ‖ level (1; 0: a leaf) ‖ in the root, the number of the next new node (8; else 0) ‖
/// count of items (2) ‖ items: length of the key (1), length of the value (2), key, value.
/// </summary>
/// <remarks>
/// Items are in the order of their keys' bytes. Above the leaves the value is a child's number (8), and the key the least
/// that stands below it: the first child has none, it takes all that is before the second.
/// </remarks>
internal sealed class IndexNode
{
    /// <summary>The longest node.</summary>
    internal const int MaxBytes = 4 << 10;

    /// <summary>What a node has before its items.</summary>
    internal const int HeaderBytes = 1 + 1 + sizeof(long) + sizeof(ushort);

    /// <summary>More levels than any tree can have.</summary>
    internal const int MaxLevel = 24;

    private const byte Version = 1;
    private const int ItemHeaderBytes = 1 + sizeof(ushort);

    internal int Level { get; set; }

    /// <summary>In the root: the number of the next new node.</summary>
    internal long NextNode { get; set; }

    internal List<IndexEntry> Items { get; set; } = [];

    internal int Bytes => HeaderBytes + Items.Sum(ItemBytes);

    internal static IndexNode Read(ReadOnlyMemory<byte> page)
    {
        PageReader reader = new(page, Version);
        int level = reader.Byte();
        IndexNode node = new() { Level = level, NextNode = reader.Number() };
        int count = reader.Count(ItemHeaderBytes);
        node.Items.EnsureCapacity(count + 1);
        for (int i = 0; i < count; i++)
        {
            int keyLength = reader.Byte();
            int valueLength = reader.UInt16();
            node.Items.Add(new IndexEntry(reader.Bytes(keyLength), reader.Bytes(valueLength)));
        }

        reader.End();
        node.Check(page.Length);
        return node;
    }

    internal ReadOnlySpan<byte> Write(Span<byte> page)
    {
        PageWriter writer = new(page, Version);
        writer.Byte((byte)Level);
        writer.Number(NextNode);
        writer.UInt16(Items.Count);
        foreach ((ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value) in Items)
        {
            writer.Byte((byte)key.Length);
            writer.UInt16(value.Length);
            writer.Bytes(key.Span);
            writer.Bytes(value.Span);
        }

        return writer.Written;
    }

    /// <summary>The first item whose key is not before this one; the count if there is none.</summary>
    internal int Find(ReadOnlySpan<byte> key, out bool exact)
    {
        int low = 0;
        int high = Items.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            int order = Items[middle].Key.Span.SequenceCompareTo(key);
            if (order == 0)
            {
                exact = true;
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
        }

        exact = false;
        return low;
    }

    /// <summary>Above the leaves: which child a key belongs to.</summary>
    internal int FindChild(ReadOnlySpan<byte> key)
    {
        int found = Find(key, out bool exact);
        return exact ? found : found - 1;
    }

    /// <summary>The number of a child.</summary>
    internal long Child(int position) => BinaryPrimitives.ReadInt64BigEndian(Items[position].Value.Span);

    internal static IndexEntry ToChild(ReadOnlyMemory<byte> key, long child)
    {
        byte[] number = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, child);
        return new IndexEntry(key, number);
    }

    /// <summary>Takes an item out; above the leaves the first child that stays takes over what was below it.</summary>
    internal void RemoveAt(int position)
    {
        Items.RemoveAt(position);
        ClearFirstKey();
    }

    /// <summary>
    /// Moves the items behind the middle of the bytes into a new node, or only the last one if the tree grows at its end:
    /// then keys that come in order leave full nodes behind.
    /// </summary>
    /// <param name="atEnd">Whether the newest item is the tree's last.</param>
    /// <param name="separator">The least key of the new node, as short as it can be.</param>
    internal IndexNode Split(bool atEnd, out ReadOnlyMemory<byte> separator)
    {
        int at = Items.Count - 1;
        for (int left = ItemBytes(Items[0]), half = (Bytes - HeaderBytes) / 2, i = 1; !atEnd && i < Items.Count; i++)
        {
            if (left >= half)
            {
                at = i;
                break;
            }

            left += ItemBytes(Items[i]);
        }

        IndexNode right = new() { Level = Level, Items = Items[at..] };
        separator = Level > 0 ? right.Items[0].Key : Separator(Items[at - 1].Key, right.Items[0].Key);
        Items.RemoveRange(at, Items.Count - at);
        right.ClearFirstKey();
        return right;
    }

    private static int ItemBytes(IndexEntry item) => ItemHeaderBytes + item.Key.Length + item.Value.Length;

    /// <summary>The shortest beginning of a key that is behind the key before it.</summary>
    private static ReadOnlyMemory<byte> Separator(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> key) =>
        key[..(before.Span.CommonPrefixLength(key.Span) + 1)];

    private void ClearFirstKey()
    {
        if (Level > 0 && Items.Count > 0)
        {
            Items[0] = Items[0] with { Key = default };
        }
    }

    private void Check(int length)
    {
        bool good = length <= MaxBytes && Level <= MaxLevel && Items.Count > 0;
        for (int i = 0; good && i < Items.Count; i++)
        {
            (ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value) = Items[i];
            good = key.Length <= IndexTable.MaxKeyBytes
                && (Level > 0 && i == 0 ? key.Length == 0 : key.Length > 0)
                && (Level > 0 ? value.Length == sizeof(long) && Child(i) > 0 : value.Length <= IndexTable.MaxValueBytes)
                && (i == 0 || Items[i - 1].Key.Span.SequenceCompareTo(key.Span) < 0);
        }

        if (!good)
        {
            throw new MalformedRecordException("An index's node is malformed.");
        }
    }
}
