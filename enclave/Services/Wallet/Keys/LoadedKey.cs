using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Wallet.Keys;

/// <summary>A key in the cache, or one that left it and is in use still. Its counters change under the cache's lock.</summary>
internal sealed class LoadedKey(string name, PrivateKey key)
{
    /// <summary>The wallet's id; of an address of a wallet of kind hd, that, a stroke and the address's number.</summary>
    internal string Name => name;

    /// <summary>Whether it is a key of that wallet.</summary>
    internal bool IsOf(string walletId) =>
        name.StartsWith(walletId, StringComparison.Ordinal) && (name.Length == walletId.Length || name[walletId.Length] == '/');

    internal PrivateKey Key => key;

    /// <summary>How many leases of it are out.</summary>
    internal int Users { get; set; }

    /// <summary>Whether the cache lends it no more.</summary>
    internal bool Evicted { get; set; }
}
