using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Audit;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Secrets.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Secrets;

/// <summary>Reads secrets for functions. Each reading looks at the grant anew, and is an audit event like that of a key.</summary>
internal sealed class GrantedReading(SecretDocuments documents) : ISecretReader
{
    public async ValueTask<GrantedSecret> ReadAsync(ITransaction state, GrantHolder holder, string secretId, long? version, DateTimeOffset time)
    {
        (SecretDocument document, StoredVersion stored) = await RequireAsync(state, holder, secretId, version, time);
        await FunctionAudit.AppendAsync(state, holder, SecretsOperations.GetSecretValue, SecretReading.Target(document, stored), time);
        return new GrantedSecret(secretId, stored.Version, await documents.Values.LoadAsync(state, secretId, stored));
    }

    public async ValueTask<GrantedSecret> UseAsync(ITransaction state, GrantHolder holder, string secretId, DateTimeOffset time)
    {
        (_, StoredVersion stored) = await RequireAsync(state, holder, secretId, version: null, time);
        return new GrantedSecret(secretId, stored.Version, await documents.Values.LoadAsync(state, secretId, stored));
    }

    private async ValueTask<(SecretDocument Document, StoredVersion Version)> RequireAsync(
        ITransaction state, GrantHolder holder, string secretId, long? version, DateTimeOffset time)
    {
        DateTime now = DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()).UtcDateTime;
        SecretDocument document = await documents.FindAsync(state, holder.AccountId, secretId, now) ?? throw SecretDocuments.NotFound();
        await RequireGrantAsync(state, holder, secretId);
        if (document.DeletedAt is not null)
        {
            throw new RequestException(ErrorCode.Conflict, "The secret is deleted; secrets.restoreSecret brings it back.");
        }

        if (document.IsExpired(now))
        {
            throw new RequestException(ErrorCode.Conflict, "The secret has expired; secrets.updateSecret can give it another expiry.");
        }

        StoredVersion stored = SecretVersioning.Find(document, version ?? document.Current.Version);
        SecretReading.RequireReadable(stored, now);
        return (document, stored);
    }

    private async ValueTask RequireGrantAsync(ITransaction state, GrantHolder holder, string secretId)
    {
        if (await documents.Grants.FindAsync(state, secretId, holder.FunctionId, holder.SourceHash) is null || !await AccountRecords.IsOpenAsync(state, holder.AccountId))
        {
            throw new RequestException(
                ErrorCode.Forbidden,
                $"The secret {secretId} is not granted to this source of the function: secrets.grantSecret does that, with sourceHash {holder.SourceHash}.");
        }
    }
}
