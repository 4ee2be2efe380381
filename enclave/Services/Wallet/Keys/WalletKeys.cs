using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Wallet.Storage;

namespace NeoServiceLayer.Enclave.Wallet.Keys;

/// <summary>The keys of addresses: loaded once and kept, since signing with a loaded key is three times as fast.</summary>
/// <remarks>Whether a wallet may sign is for who rents its key to look up in the same transaction: a key says nothing of it.</remarks>
internal sealed class WalletKeys(WalletDocuments documents, int capacity) : IDisposable
{
    private readonly KeyCache cache = new(capacity);

    /// <summary>Lends the key of an address that one key signs for; its record is read only where the key is not loaded.</summary>
    internal async ValueTask<KeyLease> RentAsync(ITransaction transaction, WalletAddress address) =>
        cache.TryRent(address.KeyName, out KeyLease? lease)
            ? lease
            : cache.Add(address.KeyName, await documents.LoadKeyAsync(transaction, address));

    /// <summary>Clears a wallet's keys from memory, when nobody signs with them any more.</summary>
    internal void Forget(string walletId) => cache.Evict(walletId);

    /// <summary>Clears all keys.</summary>
    public void Dispose() => cache.Dispose();
}
