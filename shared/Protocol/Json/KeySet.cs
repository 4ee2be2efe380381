namespace NeoServiceLayer.Protocol.Json;

/// <summary>
/// The names of all objects of one text, to find the second of two equal ones. An open-addressing table whose hash is
/// keyed with this process's randomness: a sender cannot choose names that collide.
/// </summary>
/// <remarks>One thread uses it at a time; each thread keeps one. Entries are stamped, so that nothing is cleared between texts.</remarks>
internal sealed class KeySet
{
    private const int SmallLength = 128;

    /// <summary>A larger table is let go after the text that needed it.</summary>
    private const int KeptLength = 4096;

    [ThreadStatic]
    private static KeySet? kept;

    private Entry[] table = new Entry[SmallLength];
    private uint stamp;
    private int scopes;
    private int count;

    internal static KeySet Rent()
    {
        KeySet keys = kept ?? new KeySet();
        kept = null;
        keys.Begin();
        return keys;
    }

    internal void Return()
    {
        if (table.Length > KeptLength)
        {
            table = new Entry[SmallLength];
            stamp = 0;
        }

        kept = this;
    }

    /// <summary>Begins an object; its names are added under the number returned.</summary>
    internal int Open() => scopes++;

    /// <summary>Adds a name; false if its object has it already.</summary>
    internal bool TryAdd(ReadOnlySpan<byte> text, int scope, int start, int length, bool escaped)
    {
        if (count * 2 >= table.Length)
        {
            Grow();
        }

        ulong hash = escaped ? EscapedName.Hash(text.Slice(start, length)) : KeyedHash.Of(text.Slice(start, length));
        hash ^= (ulong)(uint)scope * 0x9E3779B97F4A7C15;
        int mask = table.Length - 1;
        int slot = (int)(hash >> 32) & mask;
        while (table[slot].Stamp == stamp)
        {
            ref Entry entry = ref table[slot];
            if (entry.Hash == hash && entry.Scope == scope
                && EscapedName.Equal(text.Slice(entry.Start, entry.Length), text.Slice(start, length)))
            {
                return false;
            }

            slot = (slot + 1) & mask;
        }

        table[slot] = new Entry { Hash = hash, Scope = scope, Start = start, Length = length, Stamp = stamp };
        count++;
        return true;
    }

    private void Begin()
    {
        scopes = count = 0;
        if (++stamp == 0)
        {
            Array.Clear(table);
            stamp = 1;
        }
    }

    private void Grow()
    {
        Entry[] larger = new Entry[table.Length * 2];
        int mask = larger.Length - 1;
        foreach (Entry entry in table)
        {
            if (entry.Stamp == stamp)
            {
                int slot = (int)(entry.Hash >> 32) & mask;
                while (larger[slot].Stamp == stamp)
                {
                    slot = (slot + 1) & mask;
                }

                larger[slot] = entry;
            }
        }

        table = larger;
    }

    private struct Entry
    {
        internal ulong Hash;
        internal int Scope;
        internal int Start;
        internal int Length;
        internal uint Stamp;
    }
}
