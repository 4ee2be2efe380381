using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>
/// A run's view of its function's storage: what it writes is seen by itself alone until its outcome is written, and is written then only
/// if everything that it read is as it read it. Many calls may be under way at once.
/// </summary>
internal sealed class RunStorage(IStateStore store, FunctionDocuments documents, FunctionValues values, FunctionDocument function)
{
    private readonly Lock gate = new();

    /// <summary>What was read, so that a run sees one value of a key and no other.</summary>
    private readonly Dictionary<string, ValueEntry> seen = new(StringComparer.Ordinal);

    /// <summary>What is to be written; null: it is to be deleted.</summary>
    private readonly Dictionary<string, byte[]?> written = new(StringComparer.Ordinal);

    private readonly List<SeenRange> ranges = [];

    /// <summary>A value, or null.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string key)
    {
        lock (gate)
        {
            if (written.TryGetValue(key, out byte[]? json))
            {
                return json is null ? (ReadOnlyMemory<byte>?)null : json;
            }

            if (seen.TryGetValue(key, out ValueEntry? known))
            {
                return Json(known);
            }
        }

        ValueEntry entry = await ReadAsync(state => values.FindAsync(state, function.FunctionId, key)) ?? new ValueEntry(key, 0, default);
        lock (gate)
        {
            // Another call may have been quicker.
            return seen.TryAdd(key, entry) ? Json(entry) : Json(seen[key]);
        }
    }

    /// <exception cref="RequestException">limitExceeded: the run writes too much, or there are too many values.</exception>
    internal async ValueTask PutAsync(string key, byte[] json)
    {
        // Whether there is room is seen once more at the end; here the code can still do something about it.
        if (!await ReadAsync(state => HasRoomAsync(state, key)))
        {
            throw FunctionValues.Full();
        }

        lock (gate)
        {
            Write(key, json);
        }
    }

    /// <summary>Whether there was such a value.</summary>
    internal async ValueTask<bool> DeleteAsync(string key)
    {
        if (await GetAsync(key) is null)
        {
            return false;
        }

        lock (gate)
        {
            Write(key, json: null);
        }

        return true;
    }

    /// <summary>A page of values in the order of their keys' bytes, as the run sees them.</summary>
    internal async ValueTask<(IReadOnlyList<ValueEntry> Values, bool More)> ListAsync(string? prefix, string? after, int limit)
    {
        KeyValuePair<string, byte[]?>[] changes;
        lock (gate)
        {
            changes = [.. written.Where(change => IsWithin(change.Key, prefix, after))];
        }

        (SeenRange range, List<ValueEntry> page, bool more) = await ReadAsync(state => PageAsync(state, changes, prefix, after, limit));
        lock (gate)
        {
            ranges.Add(range);
        }

        return (page, more);
    }

    /// <summary>Writes what there is to write, if what was read is as it was. As in <see cref="IRunHost.CommitAsync"/>.</summary>
    internal async ValueTask<bool> CommitAsync(ITransaction state)
    {
        if (written.Count == 0)
        {
            return true;
        }

        if (!await documents.ExistsAsync(state, function) || !await IsUnchangedAsync(state) || !await HasRoomAsync(state))
        {
            return false;
        }

        // Deletions first: they make room for what is new.
        foreach ((string key, byte[]? json) in written.OrderBy(change => change.Value is not null).ThenBy(change => change.Key, StringComparer.Ordinal))
        {
            if (json is null)
            {
                await values.DeleteAsync(state, function.FunctionId, key);
            }
            else
            {
                await values.PutAsync(state, function.FunctionId, key, json);
            }
        }

        return true;
    }

    private async ValueTask<bool> IsUnchangedAsync(ITransaction state)
    {
        foreach (ValueEntry entry in seen.Values)
        {
            if (await values.RevisionAsync(state, function.FunctionId, entry.Key) != entry.Revision)
            {
                return false;
            }
        }

        foreach (SeenRange range in ranges)
        {
            if (!range.IsIn(await values.RangeAsync(state, function.FunctionId, range.Prefix, range.After, range.Keys.Count + 1)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether there is room for what is written so far, and one key besides.</summary>
    private async ValueTask<bool> HasRoomAsync(ITransaction state, string? besides = null)
    {
        Dictionary<string, bool> isKept = new(StringComparer.Ordinal);
        lock (gate)
        {
            foreach ((string key, byte[]? json) in written)
            {
                isKept[key] = json is not null;
            }
        }

        if (besides is not null)
        {
            isKept[besides] = true;
        }

        int count = await values.CountAsync(state, function.FunctionId);
        if (count + isKept.Count <= FunctionLimits.MaxValues)
        {
            return true;
        }

        foreach ((string key, bool kept) in isKept)
        {
            bool isThere = await values.RevisionAsync(state, function.FunctionId, key) > 0;
            count += (kept ? 1 : 0) - (isThere ? 1 : 0);
        }

        return count <= FunctionLimits.MaxValues;
    }

    private async ValueTask<(SeenRange Range, List<ValueEntry> Page, bool More)> PageAsync(
        ITransaction state, KeyValuePair<string, byte[]?>[] changes, string? prefix, string? after, int limit)
    {
        // What the run deleted takes no place of a page: so many more are looked at.
        int most = limit + changes.Length + 1;
        IReadOnlyList<KeyRevision> stored = await values.RangeAsync(state, function.FunctionId, prefix, after, most);
        Dictionary<string, byte[]?> own = new(changes, StringComparer.Ordinal);
        string[] keys =
        [
            .. stored.Select(key => key.Key).Union(own.Keys, StringComparer.Ordinal)
                .Where(key => !own.TryGetValue(key, out byte[]? json) || json is not null)
                .Order(KeyOrder.Instance),
        ];
        Dictionary<string, long> revisions = stored.ToDictionary(key => key.Key, key => key.Revision, StringComparer.Ordinal);
        List<ValueEntry> page = [];
        int bytes = 0;
        foreach (string key in keys.Take(limit))
        {
            ValueEntry entry = own.TryGetValue(key, out byte[]? json)
                ? new ValueEntry(key, 0, json)
                : await values.RequireAsync(state, function.FunctionId, new KeyRevision(key, revisions[key]));
            bytes += entry.Json.Length;
            if (page.Count > 0 && bytes > FunctionLimits.MaxPageBytes)
            {
                break;
            }

            page.Add(entry);
        }

        bool more = page.Count < keys.Length;
        return (SeenRange.Of(prefix, after, more ? page[^1].Key : null, stored), page, more);
    }

    private void Write(string key, byte[]? json)
    {
        long bytes = written.Where(change => change.Key != key).Sum(change => (long)(change.Value?.Length ?? 0)) + (json?.Length ?? 0);
        if (bytes > FunctionLimits.MaxWrittenBytes || (written.Count >= FunctionLimits.MaxWrittenValues && !written.ContainsKey(key)))
        {
            throw new RequestException(
                ErrorCode.LimitExceeded,
                $"An execution writes at most {FunctionLimits.MaxWrittenValues} keys of its storage, and {FunctionLimits.MaxWrittenBytes} bytes together.");
        }

        written[key] = json;
    }

    private ValueTask<T> ReadAsync<T>(Func<ITransaction, ValueTask<T>> body) => store.RunAsync(function.FunctionId, body);

    private static bool IsWithin(string key, string? prefix, string? after) =>
        (prefix is null || key.StartsWith(prefix, StringComparison.Ordinal)) && (after is null || KeyOrder.Instance.Compare(key, after) > 0);

    private static ReadOnlyMemory<byte>? Json(ValueEntry entry) => entry.Revision == 0 ? (ReadOnlyMemory<byte>?)null : entry.Json;
}
