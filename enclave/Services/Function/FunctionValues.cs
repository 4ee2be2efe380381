using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function;

/// <summary>
/// The storage of functions, for requests and for runs: a record a value, and an index a function that leads from keys in the order of their
/// bytes to revisions, so that what a run has read is checked without reading values again.
/// </summary>
/// <remarks>
/// Keys and values were checked by <see cref="ValueText"/>. Their records do not count as the account's: runs write them, which no request
/// may be part of, and how many there are is bounded for each function.
/// </remarks>
internal sealed class FunctionValues : IFunctionRemains
{
    /// <summary>How many go in one transaction, with the nodes of the index.</summary>
    private const int Batch = 50;

    private readonly DocumentTable<StorageDocument> counts = new("function-storage", FunctionDocumentJson.Default.StorageDocument);
    private readonly IndexTable index = new("function-value-index");
    private readonly Table records = new("function-value");

    /// <summary>How many values a function has.</summary>
    internal async ValueTask<int> CountAsync(ITransaction state, string functionId) => (await StorageAsync(state, functionId)).Count;

    /// <summary>A value, or null.</summary>
    internal async ValueTask<ValueEntry?> FindAsync(ITransaction state, string functionId, string key) =>
        await RevisionAsync(state, functionId, key) is > 0 and var revision ? await RequireAsync(state, functionId, new KeyRevision(key, revision)) : null;

    /// <summary>The value of a key that the index has.</summary>
    internal async ValueTask<ValueEntry> RequireAsync(ITransaction state, string functionId, KeyRevision key)
    {
        ReadOnlyMemory<byte> json = await state.GetAsync(Record(functionId, key.Key)) ?? throw new InvalidOperationException("An index names a value that is not there.");
        return new ValueEntry(key.Key, key.Revision, json.ToArray());
    }

    /// <summary>A value's revision; 0: there is none.</summary>
    internal async ValueTask<long> RevisionAsync(ITransaction state, string functionId, string key) =>
        await index.FindAsync(state, functionId, Encoding.UTF8.GetBytes(key)) is { } revision ? BinaryPrimitives.ReadInt64BigEndian(revision.Span) : 0;

    /// <summary>Keys in the order of their bytes.</summary>
    /// <param name="state">The transaction.</param>
    /// <param name="functionId">Whose.</param>
    /// <param name="prefix">Only those that begin so; null: all.</param>
    /// <param name="after">Only those behind this one; null: all.</param>
    /// <param name="limit">How many at most, up to 1,000.</param>
    internal async ValueTask<IReadOnlyList<KeyRevision>> RangeAsync(ITransaction state, string functionId, string? prefix, string? after, int limit)
    {
        IReadOnlyList<IndexEntry> entries = await index.RangeAsync(state, functionId, limit, Bytes(after), Bytes(prefix));
        return [.. entries.Select(entry => new KeyRevision(Encoding.UTF8.GetString(entry.Key.Span), BinaryPrimitives.ReadInt64BigEndian(entry.Value.Span)))];
    }

    /// <summary>Writes a value.</summary>
    /// <returns>Its revision.</returns>
    /// <exception cref="RequestException">limitExceeded: the function has as many values as it may.</exception>
    internal async ValueTask<long> PutAsync(ITransaction state, string functionId, string key, ReadOnlyMemory<byte> json)
    {
        state = state.Uncounted();
        StorageDocument storage = await StorageAsync(state, functionId);
        byte[] revision = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(revision, storage.Revision + 1);
        bool isNew = await index.PutAsync(state, functionId, Encoding.UTF8.GetBytes(key), revision);
        if (isNew && storage.Count >= FunctionLimits.MaxValues)
        {
            throw Full();
        }

        state.Put(Record(functionId, key), json.Span);
        counts.Put(state, functionId, new StorageDocument { Count = storage.Count + (isNew ? 1 : 0), Revision = storage.Revision + 1 });
        return storage.Revision + 1;
    }

    /// <summary>Removes a value.</summary>
    /// <returns>Whether there was one.</returns>
    internal async ValueTask<bool> DeleteAsync(ITransaction state, string functionId, string key)
    {
        state = state.Uncounted();
        if (!await index.RemoveAsync(state, functionId, Encoding.UTF8.GetBytes(key)))
        {
            return false;
        }

        StorageDocument storage = await StorageAsync(state, functionId);
        state.Delete(Record(functionId, key));
        counts.Put(state, functionId, storage with { Count = storage.Count - 1 });
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(ITransaction state, string functionId)
    {
        state = state.Uncounted();
        IReadOnlyList<KeyRevision> keys = await RangeAsync(state, functionId, prefix: null, after: null, Batch + 1);
        foreach (KeyRevision key in keys.Take(Batch))
        {
            await index.RemoveAsync(state, functionId, Encoding.UTF8.GetBytes(key.Key));
            state.Delete(Record(functionId, key.Key));
        }

        counts.Delete(state, functionId);
        return keys.Count > Batch;
    }

    internal static RequestException Full() => new(
        ErrorCode.LimitExceeded, $"The function has {FunctionLimits.MaxValues} values, which is the most; delete some first.");

    private async ValueTask<StorageDocument> StorageAsync(ITransaction state, string functionId) =>
        await counts.FindAsync(state, functionId) ?? new StorageDocument();

    /// <summary>A key is as long as the name of a record may be: its hash stands there.</summary>
    private RecordId Record(string functionId, string key) =>
        new(records, (byte[])[.. Encoding.ASCII.GetBytes(functionId), (byte)'/', .. SHA256.HashData(Encoding.UTF8.GetBytes(key))]);

    private static ReadOnlyMemory<byte> Bytes(string? text) => text is null ? default : Encoding.UTF8.GetBytes(text);
}
