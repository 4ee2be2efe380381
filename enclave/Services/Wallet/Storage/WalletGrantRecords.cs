using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.Wallet.Storage;

/// <summary>The grants of wallets, an index a wallet: the function's id, a zero, and the source's SHA-256 lead to who gave it when.</summary>
internal sealed class WalletGrantRecords
{
    private readonly IndexTable index = new("wallet-grant");

    /// <summary>All grants of a wallet, or of one function.</summary>
    internal async ValueTask<IReadOnlyList<WalletGrant>> AllAsync(ITransaction transaction, string walletId, string? functionId = null) =>
        [.. (await index.RangeAsync(
            transaction, walletId, WalletLimits.MaxGrants, prefix: functionId is null ? default : Prefix(functionId))).Select(Read)];

    internal async ValueTask<ListPage<WalletGrant>> PageAsync(ITransaction transaction, string walletId, PageRequest page)
    {
        ListPage<IndexEntry> entries = await index.PageAsync(transaction, walletId, page);
        return new ListPage<WalletGrant>([.. entries.Items.Select(Read)], entries.NextCursor);
    }

    internal async ValueTask<WalletGrant?> FindAsync(ITransaction transaction, string walletId, string functionId, string sourceHash)
    {
        byte[] key = Key(functionId, sourceHash);
        return await index.FindAsync(transaction, walletId, key) is { } value ? Read(new IndexEntry(key, value)) : null;
    }

    internal async ValueTask PutAsync(ITransaction transaction, string walletId, WalletGrant grant)
    {
        StoredWalletGrant stored = new() { GrantedAt = grant.GrantedAt, GrantedBy = grant.GrantedBy };
        await index.PutAsync(
            transaction, walletId, Key(grant.FunctionId, grant.SourceHash),
            JsonSerializer.SerializeToUtf8Bytes(stored, WalletGrantJson.Default.StoredWalletGrant));
    }

    internal async ValueTask RemoveAsync(ITransaction transaction, string walletId, WalletGrant grant) =>
        await index.RemoveAsync(transaction, walletId, Key(grant.FunctionId, grant.SourceHash));

    /// <summary>Ends every grant of a wallet that goes.</summary>
    internal async ValueTask RemoveAllAsync(ITransaction transaction, string walletId)
    {
        foreach (WalletGrant grant in await AllAsync(transaction, walletId))
        {
            await RemoveAsync(transaction, walletId, grant);
        }
    }

    private static WalletGrant Read(IndexEntry entry)
    {
        StoredWalletGrant stored = JsonSerializer.Deserialize(entry.Value.Span, WalletGrantJson.Default.StoredWalletGrant)
            ?? throw new InvalidOperationException("A grant is null.");
        int end = entry.Key.Span.IndexOf((byte)0);
        return new WalletGrant
        {
            FunctionId = Encoding.ASCII.GetString(entry.Key.Span[..end]),
            SourceHash = Convert.ToHexStringLower(entry.Key.Span[(end + 1)..]),
            GrantedAt = stored.GrantedAt,
            GrantedBy = stored.GrantedBy,
        };
    }

    private static byte[] Prefix(string functionId) => [.. Encoding.ASCII.GetBytes(functionId), 0];

    private static byte[] Key(string functionId, string sourceHash) => [.. Prefix(functionId), .. Convert.FromHexString(sourceHash)];
}

/// <summary>What is stored of a grant, under its function and source.</summary>
internal sealed record StoredWalletGrant
{
    public required DateTime GrantedAt { get; init; }

    public required string GrantedBy { get; init; }
}

/// <summary>Grants as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonType(typeof(StoredWalletGrant))]
internal sealed partial class WalletGrantJson : JsonContext;
