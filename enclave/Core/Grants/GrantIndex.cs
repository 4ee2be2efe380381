using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.Core.Grants;

/// <summary>That something was granted to one source of one function.</summary>
/// <param name="FunctionId">The function.</param>
/// <param name="SourceHash">Its source, a SHA-256 in hexadecimal.</param>
/// <param name="GrantedAt">When, in UTC.</param>
/// <param name="GrantedBy">The key that granted it.</param>
public sealed record FunctionGrant(string FunctionId, string SourceHash, DateTime GrantedAt, string GrantedBy);

/// <summary>
/// The grants of things of one kind, an index a thing: the function's id, a zero, and the source's SHA-256 lead to who gave it when.
/// </summary>
/// <typeparam name="TGrant">How the service describes a grant.</typeparam>
/// <param name="table">The table's name, used by no other.</param>
/// <param name="most">The most grants of one thing, which the service sees to.</param>
/// <param name="describe">Describes a grant.</param>
/// <param name="record">The other way round.</param>
public sealed class GrantIndex<TGrant>(string table, int most, Func<FunctionGrant, TGrant> describe, Func<TGrant, FunctionGrant> record)
    where TGrant : class
{
    private readonly IndexTable index = new(table);

    /// <summary>All grants of a thing, or those to one function.</summary>
    public async ValueTask<IReadOnlyList<TGrant>> AllAsync(ITransaction state, string thingId, string? functionId = null) =>
        [.. (await index.RangeAsync(state, thingId, most, prefix: functionId is null ? default : Prefix(functionId))).Select(Read)];

    /// <summary>A page of them, by function and source.</summary>
    public async ValueTask<ListPage<TGrant>> PageAsync(ITransaction state, string thingId, PageRequest page)
    {
        ListPage<IndexEntry> entries = await index.PageAsync(state, thingId, page);
        return new ListPage<TGrant>([.. entries.Items.Select(Read)], entries.NextCursor);
    }

    /// <summary>The grant to one source, or null.</summary>
    public async ValueTask<TGrant?> FindAsync(ITransaction state, string thingId, string functionId, string sourceHash)
    {
        byte[] key = Key(functionId, sourceHash);
        return await index.FindAsync(state, thingId, key) is { } value ? Read(new IndexEntry(key, value)) : null;
    }

    /// <summary>Writes a grant.</summary>
    public async ValueTask PutAsync(ITransaction state, string thingId, TGrant grant)
    {
        FunctionGrant given = record(grant);
        StoredGrant stored = new() { GrantedAt = given.GrantedAt, GrantedBy = given.GrantedBy };
        await index.PutAsync(
            state, thingId, Key(given.FunctionId, given.SourceHash), JsonSerializer.SerializeToUtf8Bytes(stored, GrantJson.Default.StoredGrant));
    }

    /// <summary>Removes a grant.</summary>
    public async ValueTask RemoveAsync(ITransaction state, string thingId, TGrant grant)
    {
        FunctionGrant given = record(grant);
        await index.RemoveAsync(state, thingId, Key(given.FunctionId, given.SourceHash));
    }

    /// <summary>Ends every grant of a thing that goes.</summary>
    public async ValueTask RemoveAllAsync(ITransaction state, string thingId)
    {
        foreach (TGrant grant in await AllAsync(state, thingId))
        {
            await RemoveAsync(state, thingId, grant);
        }
    }

    private TGrant Read(IndexEntry entry)
    {
        StoredGrant stored = JsonSerializer.Deserialize(entry.Value.Span, GrantJson.Default.StoredGrant)
            ?? throw new InvalidOperationException("A grant is null.");
        int end = entry.Key.Span.IndexOf((byte)0);
        return describe(new FunctionGrant(
            Encoding.ASCII.GetString(entry.Key.Span[..end]), Convert.ToHexStringLower(entry.Key.Span[(end + 1)..]), stored.GrantedAt, stored.GrantedBy));
    }

    private static byte[] Prefix(string functionId) => [.. Encoding.ASCII.GetBytes(functionId), 0];

    private static byte[] Key(string functionId, string sourceHash) => [.. Prefix(functionId), .. Convert.FromHexString(sourceHash)];
}

/// <summary>What is stored of a grant, under its function and source.</summary>
internal sealed record StoredGrant
{
    public required DateTime GrantedAt { get; init; }

    public required string GrantedBy { get; init; }
}

/// <summary>Grants as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonType(typeof(StoredGrant))]
internal sealed partial class GrantJson : JsonContext;
