using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Secrets.Storage;

/// <summary>What is stored: a document a secret, its values and its grants beside it, and an index an account.</summary>
internal sealed class SecretDocuments(int maxSecrets)
{
    private readonly DocumentTable<SecretDocument> documents = new("secret", SecretsDocumentJson.Default.SecretDocument);
    private readonly AccountIndex index = new();

    internal ValueRecords Values { get; } = new();

    internal GrantIndex<SecretGrant> Grants { get; } = new(
        "secret-grant",
        SecretsLimits.MaxGrants,
        static grant => new SecretGrant { FunctionId = grant.FunctionId, SourceHash = grant.SourceHash, GrantedAt = grant.GrantedAt, GrantedBy = grant.GrantedBy },
        static grant => new FunctionGrant(grant.FunctionId, grant.SourceHash, grant.GrantedAt, grant.GrantedBy));

    /// <summary>The caller's secret of that id, which the audit event then names.</summary>
    /// <exception cref="RequestException">notFound: there is none, or it is another account's, or gone.</exception>
    internal async ValueTask<SecretDocument> RequireAsync(Call call, string secretId)
    {
        SecretDocument? document = await documents.FindAsync(call.State, secretId);
        if (document is null || document.AccountId != call.Caller.AccountId || document.IsGone(call.Now()))
        {
            throw NotFound();
        }

        call.Target = secretId;
        return document;
    }

    /// <summary>An account's secret outside any request of its owner; null: there is none, or it is another account's, or gone.</summary>
    internal async ValueTask<SecretDocument?> FindAsync(ITransaction state, string accountId, string secretId, DateTime now) =>
        await documents.FindAsync(state, secretId) is { } document && document.AccountId == accountId && !document.IsGone(now) ? document : null;

    /// <summary>The same, if it is not deleted.</summary>
    /// <exception cref="RequestException">notFound; conflict: it is deleted.</exception>
    internal async ValueTask<SecretDocument> RequireLiveAsync(Call call, string secretId)
    {
        SecretDocument document = await RequireAsync(call, secretId);
        return document.DeletedAt is null
            ? document
            : throw new RequestException(ErrorCode.Conflict, "The secret is deleted; restoreSecret brings it back.");
    }

    /// <summary>The same, if it has not expired either.</summary>
    /// <exception cref="RequestException">notFound; conflict: it is deleted, or has expired.</exception>
    internal async ValueTask<SecretDocument> RequireUsableAsync(Call call, string secretId)
    {
        SecretDocument document = await RequireLiveAsync(call, secretId);
        return !document.IsExpired(call.Now())
            ? document
            : throw new RequestException(ErrorCode.Conflict, "The secret has expired; updateSecret can give it another expiry.");
    }

    /// <summary>The caller's secret of that name.</summary>
    /// <exception cref="RequestException">notFound.</exception>
    internal async ValueTask<SecretDocument> RequireNamedAsync(Call call, string name) =>
        await RequireAsync(call, await index.FindAsync(call.State, call.Caller.AccountId, name) ?? throw NotFound());

    /// <summary>A page of the caller's secrets, the oldest first; gone ones are left out.</summary>
    internal async ValueTask<ListPage<SecretDocument>> PageAsync(Call call, PageRequest page)
    {
        ListPage<string> ids = await index.PageAsync(call.State, call.Caller.AccountId, page);
        List<SecretDocument> secrets = [];
        foreach (string id in ids.Items)
        {
            SecretDocument document = await FindIndexedAsync(call, id);
            if (!document.IsGone(call.Now()))
            {
                secrets.Add(document);
            }
        }

        return new ListPage<SecretDocument>(secrets, ids.NextCursor);
    }

    /// <summary>Stores a new secret without its value.</summary>
    /// <exception cref="RequestException">conflict: the account has a secret of this name; limitExceeded.</exception>
    internal async ValueTask AddAsync(Call call, SecretDocument document)
    {
        await TakeNameAsync(call, document.Name);
        if (await index.CountAsync(call.State, document.AccountId) >= maxSecrets)
        {
            throw new RequestException(
                ErrorCode.LimitExceeded, $"The account has {maxSecrets} secrets, which is the most; deleted ones count while they can be restored.");
        }

        await index.AddAsync(call.State, document);
        documents.Put(call.State, document.SecretId, document);
        call.Target = document.SecretId;
    }

    /// <summary>Writes a changed document.</summary>
    internal void Update(Call call, SecretDocument document) => documents.Put(call.State, document.SecretId, document);

    /// <summary>Gives a secret another name; the document is for the caller to write.</summary>
    /// <exception cref="RequestException">conflict: another of the account's secrets has it.</exception>
    internal async ValueTask RenameAsync(Call call, SecretDocument document, string name)
    {
        if (name != document.Name)
        {
            await TakeNameAsync(call, name);
            await index.RenameAsync(call.State, document, name);
        }
    }

    /// <summary>Writes a document that was deleted just now.</summary>
    internal async ValueTask DeleteAsync(Call call, SecretDocument document)
    {
        await index.DeleteAsync(call.State, document);
        Update(call, document);
    }

    /// <summary>Takes a deletion back.</summary>
    internal async ValueTask<SecretDocument> RestoreAsync(Call call, SecretDocument document)
    {
        await index.RestoreAsync(call.State, document);
        SecretDocument restored = document with { DeletedAt = null, GoneAt = null };
        Update(call, restored);
        return restored;
    }

    /// <summary>Removes a secret with its values and grants: some 200 records at the most, which fit one transaction.</summary>
    internal async ValueTask RemoveAsync(Call call, SecretDocument document)
    {
        foreach (StoredVersion version in document.Versions.Where(version => version.DestroyedAt is null))
        {
            Values.Remove(call.State, document.SecretId, version);
        }

        foreach (SecretGrant grant in await Grants.AllAsync(call.State, document.SecretId))
        {
            await Grants.RemoveAsync(call.State, document.SecretId, grant);
        }

        await index.RemoveAsync(call.State, document);
        documents.Delete(call.State, document.SecretId);
    }

    /// <summary>
    /// Finds that a name is free. A secret that is gone goes with its records then: the one that has the name, or else the one
    /// that is gone the longest. There is no timer: who adds secrets pays for those that are gone.
    /// </summary>
    private async ValueTask TakeNameAsync(Call call, string name)
    {
        string account = call.Caller.AccountId;
        string? taken = await index.FindAsync(call.State, account, name);
        SecretDocument? holder = taken is null ? null : await FindIndexedAsync(call, taken);
        if (holder?.IsGone(call.Now()) == false)
        {
            throw new RequestException(ErrorCode.Conflict, holder.DeletedAt is null
                ? $"The secret {taken} of this account has that name already."
                : $"The secret {taken} of this account, deleted and not gone yet, has that name.");
        }

        if (holder is not null)
        {
            await RemoveAsync(call, holder);
        }
        else if (await index.FindGoneAsync(call.State, account, call.Now()) is { } gone)
        {
            await RemoveAsync(call, await FindIndexedAsync(call, gone));
        }
    }

    private async ValueTask<SecretDocument> FindIndexedAsync(Call call, string secretId) =>
        await documents.FindAsync(call.State, secretId)
            ?? throw new InvalidOperationException("An index names a secret that is not there.");

    internal static RequestException NotFound() => new(ErrorCode.NotFound, "There is no such secret in this account.");
}
