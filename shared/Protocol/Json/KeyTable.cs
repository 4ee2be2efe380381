namespace NeoServiceLayer.Protocol.Json;

/// <summary>
/// The names of large objects: an open-addressing table whose hash is keyed with this process's randomness, so that a
/// sender cannot choose names that collide.
/// </summary>
/// <remarks>Entries are stamped, so that nothing is cleared between texts.</remarks>
internal sealed class KeyTable
{
    private const int SmallLength = 128;

    /// <summary>A larger table is let go after the text that needed it.</summary>
    private const int KeptLength = 4096;

    private Entry[] table = new Entry[SmallLength];
    private uint stamp = 1;
    private int scopes;
    private int count;

    /// <summary>A number, from 1, for an object whose names are added.</summary>
    internal int Open() => ++scopes;

    /// <summary>Adds a name; false if its object has it already.</summary>
    internal bool TryAdd(ReadOnlySpan<byte> text, int scope, Key key)
    {
        if (count * 2 >= table.Length)
        {
            Grow();
        }

        ulong hash = key.Hash(text) ^ ((ulong)(uint)scope * 0x9E3779B97F4A7C15);
        int mask = table.Length - 1;
        int slot = (int)(hash >> 32) & mask;
        while (table[slot].Stamp == stamp)
        {
            ref Entry entry = ref table[slot];
            if (entry.Hash == hash && entry.Scope == scope && Key.Equal(text, entry.Key, key))
            {
                return false;
            }

            slot = (slot + 1) & mask;
        }

        table[slot] = new Entry { Hash = hash, Scope = scope, Key = key, Stamp = stamp };
        count++;
        return true;
    }

    /// <summary>Forgets all names.</summary>
    internal void Clear()
    {
        if (scopes == 0)
        {
            return;
        }

        scopes = count = 0;
        if (table.Length > KeptLength)
        {
            table = new Entry[SmallLength];
        }
        else if (++stamp == 0)
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
        internal Key Key;
        internal uint Stamp;
    }
}
