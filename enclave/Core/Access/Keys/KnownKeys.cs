using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Core.Access.Keys;

/// <summary>A key with whose it is: neither ever changes, but for a session's key, which may open another account's when the session is over.</summary>
internal sealed record KnownKey
{
    internal required StampKey Key { get; init; }

    internal required string AccountId { get; init; }

    internal required bool IsSession { get; init; }
}

/// <summary>
/// Finds keys that stamp, by their ids. Those used last are kept loaded, a bounded number; whether one may still be used is not kept, and is
/// looked up in each call's transaction.
/// </summary>
internal sealed class KnownKeys(IStateStore store)
{
    /// <summary>Each of two generations has so many: a key in use is always in the younger one.</summary>
    private const int GenerationSize = 1024;

    private readonly Lock gate = new();
    private Dictionary<string, KnownKey> younger = [];
    private Dictionary<string, KnownKey> older = [];

    /// <summary>The key of an id, or null if no account has it.</summary>
    internal async ValueTask<KnownKey?> FindAsync(string keyId)
    {
        KnownKey? loaded = Loaded(keyId);
        if (loaded is { IsSession: false })
        {
            return loaded;
        }

        KeyDocument? document = await FindDocumentAsync(keyId);
        if (document is not { Stamps: true })
        {
            return null;
        }

        // An id is of one point: what is loaded is that, whosever it is now.
        StampKey? key = loaded?.Key;
        if (key is null && !StampKey.TryCreate(document.X, document.Y, out key))
        {
            return null;
        }

        KnownKey known = new() { Key = key, AccountId = document.AccountId, IsSession = document.IsSession };
        Keep(keyId, known);
        return known;
    }

    /// <summary>The account of a key of any kind, or null if no account has it.</summary>
    internal async ValueTask<string?> FindAccountAsync(string keyId) => (await FindDocumentAsync(keyId))?.AccountId;

    /// <summary>The lane of what concerns a key before its account is known.</summary>
    internal static string Lane(string keyId) => "key " + keyId;

    private ValueTask<KeyDocument?> FindDocumentAsync(string keyId) =>
        store.RunAsync(Lane(keyId), transaction => AccessDocuments.Keys.FindAsync(transaction, keyId));

    private KnownKey? Loaded(string keyId)
    {
        lock (gate)
        {
            if (!younger.TryGetValue(keyId, out KnownKey? known) && older.TryGetValue(keyId, out known))
            {
                Keep(keyId, known);
            }

            return known;
        }
    }

    // What falls out is left to the finalizer: somebody may be using it.
    private void Keep(string keyId, KnownKey known)
    {
        lock (gate)
        {
            if (younger.Count >= GenerationSize)
            {
                older = younger;
                younger = [];
            }

            younger[keyId] = known;
        }
    }
}
