using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;

namespace NeoServiceLayer.Enclave.Secrets.Storage;

/// <summary>The grants of secrets, an index a secret: the function's id, a zero, and the source's SHA-256 lead to who gave it when.</summary>
internal sealed class GrantRecords
{
    private readonly IndexTable index = new("secret-grant");

    /// <summary>All grants of a secret, or of one function.</summary>
    internal async ValueTask<IReadOnlyList<SecretGrant>> AllAsync(ITransaction transaction, string secretId, string? functionId = null) =>
        [.. (await index.RangeAsync(
            transaction, secretId, SecretsLimits.MaxGrants, prefix: functionId is null ? default : Prefix(functionId))).Select(Read)];

    internal async ValueTask<ListPage<SecretGrant>> PageAsync(ITransaction transaction, string secretId, PageRequest page)
    {
        ListPage<IndexEntry> entries = await index.PageAsync(transaction, secretId, page);
        return new ListPage<SecretGrant>([.. entries.Items.Select(Read)], entries.NextCursor);
    }

    internal async ValueTask<SecretGrant?> FindAsync(ITransaction transaction, string secretId, string functionId, string sourceHash)
    {
        byte[] key = Key(functionId, sourceHash);
        return await index.FindAsync(transaction, secretId, key) is { } value ? Read(new IndexEntry(key, value)) : null;
    }

    internal async ValueTask PutAsync(ITransaction transaction, string secretId, SecretGrant grant)
    {
        StoredGrant stored = new() { GrantedAt = grant.GrantedAt, GrantedBy = grant.GrantedBy };
        await index.PutAsync(
            transaction, secretId, Key(grant.FunctionId, grant.SourceHash),
            JsonSerializer.SerializeToUtf8Bytes(stored, SecretsDocumentJson.Default.StoredGrant));
    }

    internal async ValueTask RemoveAsync(ITransaction transaction, string secretId, SecretGrant grant) =>
        await index.RemoveAsync(transaction, secretId, Key(grant.FunctionId, grant.SourceHash));

    private static SecretGrant Read(IndexEntry entry)
    {
        StoredGrant stored = JsonSerializer.Deserialize(entry.Value.Span, SecretsDocumentJson.Default.StoredGrant)
            ?? throw new InvalidOperationException("A grant is null.");
        int end = entry.Key.Span.IndexOf((byte)0);
        return new SecretGrant
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
