using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Wallet.Keys;

/// <summary>The use of a loaded key; until this is disposed, the key is not.</summary>
internal sealed class KeyLease(KeyCache cache, LoadedKey loaded) : IDisposable
{
    private int returned;

    /// <summary>The key. It is not disposed by who rents it.</summary>
    internal PrivateKey Key => loaded.Key;

    /// <summary>Gives the key back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref returned, 1) == 0)
        {
            cache.Return(loaded);
        }
    }
}
