using System.Diagnostics.CodeAnalysis;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Wallet.Keys;

/// <summary>Keys that are loaded, the most recently used ones. A key that is put out while somebody signs with it is cleared
/// when the last one has done so.</summary>
/// <param name="capacity">How many keys are kept.</param>
internal sealed class KeyCache(int capacity) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<LoadedKey>> byName = [];

    // The most recently used first.
    private readonly LinkedList<LoadedKey> used = new();
    private bool disposed;

    /// <summary>How many keys are kept.</summary>
    internal int Count
    {
        get
        {
            lock (gate)
            {
                return byName.Count;
            }
        }
    }

    /// <summary>Lends an address's key, if it is loaded.</summary>
    internal bool TryRent(string name, [NotNullWhen(true)] out KeyLease? lease)
    {
        lock (gate)
        {
            lease = byName.TryGetValue(name, out LinkedListNode<LoadedKey>? node) ? Rent(node) : null;
            return lease is not null;
        }
    }

    /// <summary>Takes a key over and lends it. Where another thread was faster, its key is lent, and this one cleared.</summary>
    internal KeyLease Add(string name, PrivateKey key)
    {
        lock (gate)
        {
            if (byName.TryGetValue(name, out LinkedListNode<LoadedKey>? node))
            {
                key.Dispose();
                return Rent(node);
            }

            LoadedKey loaded = new(name, key);
            if (disposed)
            {
                // Nothing is kept from now on: the lease's end is the key's.
                loaded.Users = 1;
                loaded.Evicted = true;
                return new KeyLease(this, loaded);
            }

            if (byName.Count == capacity)
            {
                Evict(used.Last!);
            }

            node = used.AddFirst(loaded);
            byName.Add(name, node);
            return Rent(node);
        }
    }

    /// <summary>Puts a wallet's keys out, those that are loaded.</summary>
    internal void Evict(string walletId)
    {
        lock (gate)
        {
            for (LinkedListNode<LoadedKey>? node = used.First, next; node is not null; node = next)
            {
                next = node.Next;
                if (node.Value.IsOf(walletId))
                {
                    Evict(node);
                }
            }
        }
    }

    /// <summary>Puts every key out, and keeps none from now on.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            while (used.Last is { } node)
            {
                Evict(node);
            }
        }
    }

    internal void Return(LoadedKey key)
    {
        lock (gate)
        {
            key.Users--;
            ClearUnused(key);
        }
    }

    private KeyLease Rent(LinkedListNode<LoadedKey> node)
    {
        used.Remove(node);
        used.AddFirst(node);
        node.Value.Users++;
        return new KeyLease(this, node.Value);
    }

    private void Evict(LinkedListNode<LoadedKey> node)
    {
        used.Remove(node);
        byName.Remove(node.Value.Name);
        node.Value.Evicted = true;
        ClearUnused(node.Value);
    }

    private static void ClearUnused(LoadedKey key)
    {
        if (key is { Evicted: true, Users: 0 })
        {
            key.Key.Dispose();
        }
    }
}
