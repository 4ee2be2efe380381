using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Wallet.Keys;

/// <summary>A key in the cache, or one that left it and is in use still. Its counters change under the cache's lock.</summary>
internal sealed class LoadedKey(string walletId, PrivateKey key)
{
    internal string WalletId => walletId;

    internal PrivateKey Key => key;

    /// <summary>How many leases of it are out.</summary>
    internal int Users { get; set; }

    /// <summary>Whether the cache lends it no more.</summary>
    internal bool Evicted { get; set; }
}
