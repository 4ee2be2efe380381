using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Secrets.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Secrets;

/// <summary>Serves what an owner does with secrets beside their values.</summary>
internal sealed class SecretManagement(SecretDocuments documents)
{
    internal async ValueTask<SecretDescription> GetAsync(GetSecretRequest request, Call call)
    {
        SecretDocument document = request switch
        {
            { SecretId: { } id, Name: null } => await documents.RequireAsync(call, id),
            { SecretId: null, Name: { } name } => await documents.RequireNamedAsync(call, name),
            _ => throw new RequestException("payload: exactly one of the members secretId and name must stand there."),
        };
        return document.Describe(call.Now());
    }

    internal async ValueTask<ListSecretsResponse> ListAsync(ListSecretsRequest request, Call call)
    {
        ListPage<SecretDocument> page = await documents.PageAsync(call, new PageRequest(request.Limit, request.Cursor));
        return new ListSecretsResponse
        {
            Secrets =
            [
                .. page.Items
                    .Where(document => request.IncludeDeleted || document.DeletedAt is null)
                    .Where(document => request.Tag is null || document.Tags.Contains(request.Tag))
                    .Select(document => document.Describe(call.Now())),
            ],
            NextCursor = page.NextCursor,
        };
    }

    internal async ValueTask<SecretDescription> UpdateAsync(UpdateSecretRequest request, Call call)
    {
        if (request is { Name: null, Description: null, Tags: null, RotationPeriodDays: null, ExpiresAt: null, NeverExpires: false })
        {
            throw new RequestException("payload: there is nothing to change; give name, description, tags, rotationPeriodDays, expiresAt or neverExpires.");
        }

        if (request.NeverExpires && request.ExpiresAt is not null)
        {
            throw new RequestException("payload: expiresAt and neverExpires do not stand together.");
        }

        SecretDocument document = await documents.RequireLiveAsync(call, request.SecretId);
        string name = request.Name is null ? document.Name : Checks.Name(request.Name);
        SecretDocument changed = document with
        {
            Name = name,
            Description = request.Description is null ? document.Description : Checks.Description(request.Description),
            Tags = request.Tags is null ? document.Tags : Checks.Tags(request.Tags),
            RotationPeriodDays = request.RotationPeriodDays switch
            {
                null => document.RotationPeriodDays,
                0 => null,
                { } days => Checks.RotationPeriod(days),
            },
            ExpiresAt = request.NeverExpires ? null : Checks.Expiry(request.ExpiresAt, call.Now()) ?? document.ExpiresAt,
        };
        await documents.RenameAsync(call, document, name);
        documents.Update(call, changed);
        return changed.Describe(call.Now());
    }

    internal async ValueTask<SecretDescription> DeleteAsync(DeleteSecretRequest request, Call call)
    {
        int days = request.RecoveryDays ?? SecretsLimits.DefaultRecoveryDays;
        if (days is < 0 or > SecretsLimits.MaxRecoveryDays)
        {
            throw new RequestException($"recoveryDays is 0 to {SecretsLimits.MaxRecoveryDays}.");
        }

        SecretDocument document = await documents.RequireAsync(call, request.SecretId);
        if (document.DeletedAt is not null && days > 0)
        {
            throw new RequestException(ErrorCode.Conflict, "The secret is deleted already; with recoveryDays 0 it is gone at once.");
        }

        SecretDocument deleted = document with
        {
            DeletedAt = document.DeletedAt ?? call.Now(),
            GoneAt = call.Now().AddDays(days),
        };
        if (days == 0)
        {
            await documents.RemoveAsync(call, document);
        }
        else
        {
            await documents.DeleteAsync(call, deleted);
        }

        return deleted.Describe(call.Now());
    }

    internal async ValueTask<SecretDescription> RestoreAsync(RestoreSecretRequest request, Call call)
    {
        SecretDocument document = await documents.RequireAsync(call, request.SecretId);
        return document.DeletedAt is not null
            ? (await documents.RestoreAsync(call, document)).Describe(call.Now())
            : throw new RequestException(ErrorCode.Conflict, "The secret is not deleted.");
    }
}
