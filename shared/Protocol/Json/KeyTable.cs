namespace NeoServiceLayer.Protocol.Json;

/// <summary>
/// The names of large objects: an open-addressing table whose hash is keyed with this process's randomness, so that a
/// sender cannot choose names that collide.
/// </summary>
/// <remarks>
/// <para>One thread uses it at a time. Each thread keeps a small one; a text with more names goes on in the process's one
/// large one, and waits while another text has it: for computing only, since a text is checked from beginning to end without
/// waiting for anything else. Entries are stamped, so that nothing is cleared between texts.</para>
/// <para>So what names cost is bounded for the process, however many connections send however many of them. In a frame
/// of the longest kind, 4 MiB, nine names of an object take 54 bytes at least: not 700,000 names, so 2^20 entries of 16 bytes,
/// 16 MiB, and half as much again while it grows.</para>
/// </remarks>
internal sealed class KeyTable
{
    private const int FirstLength = 128;

    /// <summary>The most entries of a thread's own table: 64 KiB.</summary>
    private const int MaxOwnLength = 4096;

    private static readonly KeyTable Large = new(MaxOwnLength * 2, int.MaxValue);
    private static readonly Lock LargeTaken = new();

    private readonly int maxLength;
    private Entry[] table;
    private KeyTable? large;
    private uint stamp = 1;
    private int scopes;
    private int count;

    internal KeyTable()
        : this(FirstLength, MaxOwnLength)
    {
    }

    private KeyTable(int length, int maxLength)
    {
        table = new Entry[length];
        this.maxLength = maxLength;
    }

    /// <summary>A number, from 1, for an object whose names are added.</summary>
    internal int Open() => ++scopes;

    /// <summary>Adds a name; false if its object has it already.</summary>
    internal bool TryAdd(ReadOnlySpan<byte> text, int scope, Key key)
    {
        if (count * 4L >= table.Length * 3L)
        {
            Grow();
        }

        if (large is not null)
        {
            return large.TryAdd(text, scope, key);
        }

        uint hash = (uint)((key.Hash(text) ^ ((ulong)(uint)scope * 0x9E3779B97F4A7C15)) >> 32);
        int mask = table.Length - 1;
        int slot = (int)hash & mask;
        while (table[slot].Stamp == stamp)
        {
            ref readonly Entry entry = ref table[slot];
            if (entry.Hash == hash && entry.Scope == scope && key.Equal(text, entry.Start))
            {
                return false;
            }

            slot = (slot + 1) & mask;
        }

        table[slot] = new Entry { Hash = hash, Scope = scope, Start = key.Start, Stamp = stamp };
        count++;
        return true;
    }

    /// <summary>Forgets all names, and lets others have the large table.</summary>
    internal void Clear()
    {
        if (scopes == 0)
        {
            return;
        }

        if (large is not null)
        {
            large = null;
            LargeTaken.Exit();
        }

        Begin();
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
        if (table.Length < maxLength)
        {
            Entry[] larger = new Entry[table.Length * 2];
            Move(table, stamp, larger, stamp);
            table = larger;
        }
        else if (large is null)
        {
            LargeTaken.Enter();
            Large.Begin();
            Move(table, stamp, Large.table, Large.stamp);
            Large.count = count;
            large = Large;
        }
    }

    private static void Move(Entry[] from, uint fromStamp, Entry[] to, uint toStamp)
    {
        int mask = to.Length - 1;
        foreach (Entry entry in from)
        {
            if (entry.Stamp == fromStamp)
            {
                int slot = (int)entry.Hash & mask;
                while (to[slot].Stamp == toStamp)
                {
                    slot = (slot + 1) & mask;
                }

                to[slot] = entry with { Stamp = toStamp };
            }
        }
    }

    /// <summary>A name by where it starts in the text: where it ends is found again when that matters, which is rare.</summary>
    private struct Entry
    {
        internal uint Hash;
        internal int Scope;
        internal int Start;
        internal uint Stamp;
    }
}
