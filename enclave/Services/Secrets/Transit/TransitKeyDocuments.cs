using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Secrets.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Secrets.Transit;

/// <summary>What is stored of transit: a document a key, a record of secret bytes a version, and an index an account, by name.</summary>
internal sealed class TransitKeyDocuments(int maxKeys)
{
    /// <summary>The most versions that a key has at once: as many as one transaction removes, beside what else it changes.</summary>
    internal const int MaxVersions = 200;

    // The index's entries, told apart by the key's first byte: how many keys there are; each by its name.
    private const byte CountEntry = 0;
    private const byte NameEntry = 1;

    private static readonly byte[] CountKey = [CountEntry];
    private static readonly byte[] NamePrefix = [NameEntry];

    private readonly DocumentTable<TransitKeyDocument> documents = new("transit-key", SecretsDocumentJson.Default.TransitKeyDocument);
    private readonly SecretTable keys = new("transit-secret");
    private readonly IndexTable index = new("transit-index");

    /// <summary>The caller's key of that name, which the audit event then names.</summary>
    /// <exception cref="RequestException">notFound.</exception>
    internal async ValueTask<TransitKeyDocument> RequireAsync(Call call, string keyName)
    {
        TransitKeyDocument document = await FindAsync(call, keyName)
            ?? throw new RequestException(ErrorCode.NotFound, "There is no such transit key in this account.");
        call.Target = keyName;
        return document;
    }

    internal async ValueTask<ListPage<TransitKeyDocument>> PageAsync(Call call, PageRequest page)
    {
        ListPage<IndexEntry> entries = await index.PageAsync(call.State, call.Caller.AccountId, page, NamePrefix);
        List<TransitKeyDocument> found = [];
        foreach (IndexEntry entry in entries.Items)
        {
            found.Add(await FindAsync(call, Encoding.ASCII.GetString(entry.Key.Span[1..]))
                ?? throw new InvalidOperationException("An index names a transit key that is not there."));
        }

        return new ListPage<TransitKeyDocument>(found, entries.NextCursor);
    }

    /// <summary>Stores a new key.</summary>
    /// <exception cref="RequestException">conflict: the account has one of this name; limitExceeded.</exception>
    internal async ValueTask AddAsync(Call call, TransitKeyDocument document)
    {
        if (await FindAsync(call, document.KeyName) is not null)
        {
            throw new RequestException(ErrorCode.Conflict, "The account has a transit key of that name already.");
        }

        int count = await CountAsync(call);
        if (count >= maxKeys)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"The account has {maxKeys} transit keys, which is the most.");
        }

        await PutCountAsync(call, count + 1);
        await index.PutAsync(call.State, call.Caller.AccountId, NameKey(document.KeyName), default);
        AddVersion(call, document);
        call.Target = document.KeyName;
    }

    /// <summary>Writes a document whose newest version is new, with a key for it.</summary>
    internal void AddVersion(Call call, TransitKeyDocument document)
    {
        using SecretBytes key = SecretBytes.Random(TransitKey.Length);
        keys.Put(call.State, Name(call, document.KeyName, document.LatestVersion), key.Span);
        Update(call, document);
    }

    internal void Update(Call call, TransitKeyDocument document) => documents.Put(call.State, Name(call, document.KeyName), document);

    /// <summary>Loads a version's key; the caller owns it.</summary>
    internal async ValueTask<TransitKey> LoadAsync(Call call, TransitKeyDocument document, long version) =>
        await keys.FindAsync(call.State, Name(call, document.KeyName, version)) is { } secret
            ? new TransitKey(secret.Span, document.KeyName, version)
            : throw new InvalidOperationException("A transit key's version is not there.");

    /// <summary>Removes the versions before one; the document is for the caller to write.</summary>
    internal void RemoveVersions(Call call, TransitKeyDocument document, long before)
    {
        for (long version = document.MinAvailableVersion; version < before; version++)
        {
            keys.Delete(call.State, Name(call, document.KeyName, version));
        }
    }

    /// <summary>Removes a key with its versions.</summary>
    internal async ValueTask RemoveAsync(Call call, TransitKeyDocument document)
    {
        RemoveVersions(call, document, document.LatestVersion + 1);
        documents.Delete(call.State, Name(call, document.KeyName));
        await PutCountAsync(call, await CountAsync(call) - 1);
        await index.RemoveAsync(call.State, call.Caller.AccountId, NameKey(document.KeyName));
    }

    private async ValueTask<TransitKeyDocument?> FindAsync(Call call, string keyName) =>
        Checks.IsKeyName(keyName) ? await documents.FindAsync(call.State, Name(call, keyName)) : null;

    private static string Name(Call call, string keyName) => $"{call.Caller.AccountId}/{keyName}";

    private static string Name(Call call, string keyName, long version) =>
        string.Create(CultureInfo.InvariantCulture, $"{call.Caller.AccountId}/{keyName}/{version}");

    private async ValueTask<int> CountAsync(Call call) =>
        await index.FindAsync(call.State, call.Caller.AccountId, CountKey) is { } count ? BinaryPrimitives.ReadInt32BigEndian(count.Span) : 0;

    private async ValueTask PutCountAsync(Call call, int count)
    {
        byte[] value = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(value, count);
        await index.PutAsync(call.State, call.Caller.AccountId, CountKey, value);
    }

    private static byte[] NameKey(string keyName) => [NameEntry, .. Encoding.ASCII.GetBytes(keyName)];
}
