namespace NeoServiceLayer.Protocol.Json;

/// <summary>
/// The names of all objects of one text, to find the second of two equal ones. An open-addressing table whose hash is
/// keyed with this process's randomness: a sender cannot choose names that collide.
/// </summary>
/// <remarks>
/// <para>One thread uses it at a time. Each thread keeps a small one; a text with more names goes on in the process's one
/// large one, and waits while another text has it: for computing only, since a text is checked from beginning to end without
/// waiting for anything else. Entries are stamped, so that nothing is cleared between texts.</para>
/// <para>So what names cost is bounded for the process, however many connections send however many of them. In a frame
/// of the longest kind, 4 MiB, a member takes 7 bytes at least (<c>{"":0},</c>): not 600,000 names, so 2^20 entries of 16 bytes,
/// 16 MiB, and half as much again while it grows.</para>
/// </remarks>
internal sealed class KeySet
{
    private const int FirstLength = 128;

    /// <summary>The most entries of a thread's own table: 64 KiB.</summary>
    private const int MaxOwnLength = 4096;

    private static readonly KeySet Large = new(MaxOwnLength * 2, int.MaxValue);
    private static readonly Lock LargeTaken = new();

    [ThreadStatic]
    private static KeySet? kept;

    private readonly int maxLength;
    private Entry[] table;
    private KeySet? large;
    private uint stamp;
    private int scopes;
    private int count;

    private KeySet(int length, int maxLength)
    {
        table = new Entry[length];
        this.maxLength = maxLength;
    }

    internal static KeySet Rent()
    {
        KeySet keys = kept ?? new KeySet(FirstLength, MaxOwnLength);
        kept = null;
        keys.Begin();
        return keys;
    }

    internal void Return()
    {
        if (large is not null)
        {
            large = null;
            LargeTaken.Exit();
        }

        kept = this;
    }

    /// <summary>Begins an object; its names are added under the number returned.</summary>
    internal int Open() => scopes++;

    /// <summary>Adds a name; false if its object has it already.</summary>
    internal bool TryAdd(ReadOnlySpan<byte> text, int scope, int start, int length, bool escaped)
    {
        if (count * 4L >= table.Length * 3L)
        {
            Grow();
        }

        if (large is not null)
        {
            return large.TryAdd(text, scope, start, length, escaped);
        }

        ReadOnlySpan<byte> name = text.Slice(start, length);
        ulong whole = escaped ? EscapedName.Hash(name) : KeyedHash.Of(name);
        uint hash = (uint)((whole ^ ((ulong)(uint)scope * 0x9E3779B97F4A7C15)) >> 32);
        int mask = table.Length - 1;
        int slot = (int)hash & mask;
        while (table[slot].Stamp == stamp)
        {
            ref readonly Entry entry = ref table[slot];
            if (entry.Hash == hash && entry.Scope == scope && EscapedName.Equal(EscapedName.At(text, entry.Start), name))
            {
                return false;
            }

            slot = (slot + 1) & mask;
        }

        table[slot] = new Entry { Hash = hash, Scope = scope, Start = start, Stamp = stamp };
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
