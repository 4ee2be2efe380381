using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Secrets.Transit;

/// <summary>Serves what an owner does with transit keys beside using them.</summary>
internal sealed class TransitManagement(TransitKeyDocuments documents)
{
    internal async ValueTask<TransitKeyDescription> CreateAsync(CreateTransitKeyRequest request, Call call)
    {
        Checks.NewKeyName(request.KeyName);
        TransitKeyDocument document = new()
        {
            KeyName = request.KeyName,
            LatestVersion = 1,
            MinAvailableVersion = 1,
            MinDecryptionVersion = 1,
            DeletionAllowed = false,
            CreatedAt = call.Now(),
            RotatedAt = call.Now(),
        };
        await documents.AddAsync(call, document);
        return document.Describe();
    }

    internal async ValueTask<TransitKeyDescription> GetAsync(GetTransitKeyRequest request, Call call) =>
        (await documents.RequireAsync(call, request.KeyName)).Describe();

    internal async ValueTask<ListTransitKeysResponse> ListAsync(ListTransitKeysRequest request, Call call)
    {
        ListPage<TransitKeyDocument> page = await documents.PageAsync(call, new PageRequest(request.Limit, request.Cursor));
        return new ListTransitKeysResponse
        {
            Keys = [.. page.Items.Select(document => document.Describe())],
            NextCursor = page.NextCursor,
        };
    }

    internal async ValueTask<TransitKeyDescription> RotateAsync(RotateTransitKeyRequest request, Call call)
    {
        TransitKeyDocument document = await documents.RequireAsync(call, request.KeyName);
        if (document.LatestVersion - document.MinAvailableVersion + 1 >= TransitKeyDocuments.MaxVersions)
        {
            throw new RequestException(
                ErrorCode.LimitExceeded, $"The key has {TransitKeyDocuments.MaxVersions} versions, which is the most; rewrap what old ones encrypted, then raise minAvailableVersion.");
        }

        TransitKeyDocument rotated = document with { LatestVersion = document.LatestVersion + 1, RotatedAt = call.Now() };
        documents.AddVersion(call, rotated);
        return rotated.Describe();
    }

    internal async ValueTask<TransitKeyDescription> UpdateAsync(UpdateTransitKeyRequest request, Call call)
    {
        if (request is { MinDecryptionVersion: null, MinAvailableVersion: null, DeletionAllowed: null })
        {
            throw new RequestException("payload: there is nothing to change; give minDecryptionVersion, minAvailableVersion or deletionAllowed.");
        }

        TransitKeyDocument document = await documents.RequireAsync(call, request.KeyName);
        long decrypting = request.MinDecryptionVersion ?? document.MinDecryptionVersion;
        long available = request.MinAvailableVersion ?? document.MinAvailableVersion;
        if (decrypting < document.MinAvailableVersion || decrypting > document.LatestVersion)
        {
            throw new RequestException($"minDecryptionVersion is {document.MinAvailableVersion} to {document.LatestVersion}.");
        }

        if (available < document.MinAvailableVersion || available > decrypting)
        {
            throw new RequestException($"minAvailableVersion is {document.MinAvailableVersion} to minDecryptionVersion, which is {decrypting}.");
        }

        documents.RemoveVersions(call, document, available);
        TransitKeyDocument changed = document with
        {
            MinDecryptionVersion = decrypting,
            MinAvailableVersion = available,
            DeletionAllowed = request.DeletionAllowed ?? document.DeletionAllowed,
        };
        documents.Update(call, changed);
        return changed.Describe();
    }

    internal async ValueTask<DeleteTransitKeyResponse> DeleteAsync(DeleteTransitKeyRequest request, Call call)
    {
        TransitKeyDocument document = await documents.RequireAsync(call, request.KeyName);
        if (!document.DeletionAllowed)
        {
            throw new RequestException(ErrorCode.Conflict, "The key may not be deleted: updateTransitKey must set deletionAllowed first.");
        }

        await documents.RemoveAsync(call, document);
        return new DeleteTransitKeyResponse { KeyName = document.KeyName };
    }
}
