using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// A part of the index: linear probing, and removal that moves what follows back, so that no trace of removed entries is left
/// to slow the search.
/// </summary>
/// <param name="expected">Entries that will come at once; a few more or less fit too.</param>
internal sealed class IndexShard(int expected)
{
    private const int LeastSlots = 8;

    /// <summary>
    /// In hundredths of the slots: full at 85, and 71 when it has just grown by a fifth. 62 bytes an entry at the most, for entries of 44.
    /// </summary>
    private const int FullAt = 85;

    /// <summary>As full as it is made for what is expected: at 1,000,000 records four deviations below full.</summary>
    private const int MadeFor = 80;

    private Slot[] slots = new Slot[Math.Max(LeastSlots, (int)(expected * 100L / MadeFor))];
    private int count;

    internal long MemoryBytes => (long)slots.Length * Unsafe.SizeOf<Slot>();

    internal bool TryGet(UInt128 key, out IndexEntry entry)
    {
        int at = Find(key);
        entry = slots[at].Entry;
        return entry.Version != 0;
    }

    internal bool Set(UInt128 key, in IndexEntry entry)
    {
        int at = Find(key);
        bool added = slots[at].Entry.Version == 0;
        if (added && (count + 1) * 100L > (long)slots.Length * FullAt)
        {
            Grow();
            at = Find(key);
        }

        slots[at] = new Slot(key, entry);
        count += added ? 1 : 0;
        return added;
    }

    internal bool Remove(UInt128 key)
    {
        int hole = Find(key);
        if (slots[hole].Entry.Version == 0)
        {
            return false;
        }

        for (int next = After(hole); slots[next].Entry.Version != 0; next = After(next))
        {
            // An entry may fill the hole unless its own place lies behind the hole, up to where it stands.
            int home = HomeOf(slots[next].Key);
            bool fillsHole = hole < next ? home <= hole || home > next : home <= hole && home > next;
            if (fillsHole)
            {
                slots[hole] = slots[next];
                hole = next;
            }
        }

        slots[hole] = default;
        count--;
        return true;
    }

    /// <summary>Where a key stands, or the free slot where it would.</summary>
    private int Find(UInt128 key)
    {
        int at = HomeOf(key);
        while (slots[at].Entry.Version != 0 && slots[at].Key != key)
        {
            at = After(at);
        }

        return at;
    }

    private int After(int at) => at + 1 == slots.Length ? 0 : at + 1;

    /// <summary>The key's lower half as a fraction of the number of slots: any number of slots will do.</summary>
    private int HomeOf(UInt128 key) => (int)Math.BigMul((ulong)key, (ulong)slots.Length, out _);

    private void Grow()
    {
        Slot[] old = slots;
        slots = new Slot[old.Length + (old.Length / 5) + 1];
        foreach (ref readonly Slot slot in old.AsSpan())
        {
            if (slot.Entry.Version != 0)
            {
                slots[Find(slot.Key)] = slot;
            }
        }
    }

    /// <summary>44 bytes; a version of 0 marks a free one.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly struct Slot(UInt128 key, IndexEntry entry)
    {
        internal readonly UInt128 Key = key;
        internal readonly IndexEntry Entry = entry;
    }
}
