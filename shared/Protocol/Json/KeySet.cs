namespace NeoServiceLayer.Protocol.Json;

/// <summary>
/// The names of all objects of one text, to find the second of two equal ones. Those of a small object are compared with
/// each other; from the ninth on they are in a <see cref="KeyTable"/>, so that a large object costs no more a name.
/// </summary>
/// <remarks>One thread uses it at a time; each thread keeps one.</remarks>
internal sealed class KeySet
{
    /// <summary>So many names of an object are compared in pairs: less work than to hash them, and most objects have no more.</summary>
    internal const int FewNames = 8;

    [ThreadStatic]
    private static KeySet? kept;

    private readonly KeyTable table = new();
    private readonly Level[] levels = new Level[StrictJson.MaxDepth + 1];
    private readonly Key[] few = new Key[(StrictJson.MaxDepth + 1) * FewNames];

    internal static KeySet Rent()
    {
        KeySet keys = kept ?? new KeySet();
        kept = null;
        return keys;
    }

    internal void Return()
    {
        table.Clear();
        kept = this;
    }

    /// <summary>Begins an object at a depth, 1 to <see cref="StrictJson.MaxDepth"/>; the one before it there has ended.</summary>
    internal void Open(int depth) => levels[depth] = default;

    /// <summary>Adds a name; false if its object has it already.</summary>
    internal bool TryAdd(ReadOnlySpan<byte> text, int depth, Key key)
    {
        ref Level level = ref levels[depth];
        Span<Key> names = few.AsSpan(depth * FewNames, FewNames);
        if (level.Count == FewNames)
        {
            return TryAddToTable(text, ref level, names, key);
        }

        foreach (Key known in names[..level.Count])
        {
            if (Key.Equal(text, known, key))
            {
                return false;
            }
        }

        names[level.Count++] = key;
        return true;
    }

    private bool TryAddToTable(ReadOnlySpan<byte> text, ref Level level, ReadOnlySpan<Key> first, Key key)
    {
        if (level.Scope == 0)
        {
            level.Scope = table.Open();
            foreach (Key known in first)
            {
                table.TryAdd(text, level.Scope, known);
            }
        }

        return table.TryAdd(text, level.Scope, key);
    }

    /// <summary>The object that is open at a depth: how many of its names are in <see cref="few"/>, and its number in the table or 0.</summary>
    private struct Level
    {
        internal int Count;
        internal int Scope;
    }
}
