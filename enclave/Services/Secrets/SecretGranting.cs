using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Secrets.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Secrets;

/// <summary>Serves grants: which source of which function may read a secret. A function's next version has none until it is given one.</summary>
internal sealed class SecretGranting(SecretDocuments documents)
{
    internal async ValueTask<SecretGrant> GrantAsync(GrantSecretRequest request, Call call)
    {
        GrantText.CheckFunctionId(request.FunctionId);
        GrantText.CheckSourceHash(request.SourceHash);
        SecretDocument document = await documents.RequireLiveAsync(call, request.SecretId);
        if (await documents.Grants.FindAsync(call.State, document.SecretId, request.FunctionId, request.SourceHash) is { } given)
        {
            return given;
        }

        if ((await documents.Grants.AllAsync(call.State, document.SecretId)).Count >= SecretsLimits.MaxGrants)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"The secret has {SecretsLimits.MaxGrants} grants, which is the most; revoke one first.");
        }

        SecretGrant grant = new()
        {
            FunctionId = request.FunctionId,
            SourceHash = request.SourceHash,
            GrantedAt = call.Now(),
            GrantedBy = call.Caller.KeyId,
        };
        await documents.Grants.PutAsync(call.State, document.SecretId, grant);
        return grant;
    }

    internal async ValueTask<RevokeGrantResponse> RevokeAsync(RevokeGrantRequest request, Call call)
    {
        CheckFunction(request.FunctionId, request.SourceHash);
        SecretDocument document = await documents.RequireAsync(call, request.SecretId);
        SecretGrant[] revoked = [.. (await documents.Grants.AllAsync(call.State, document.SecretId, request.FunctionId))
            .Where(grant => request.SourceHash is null || grant.SourceHash == request.SourceHash)];
        foreach (SecretGrant grant in revoked)
        {
            await documents.Grants.RemoveAsync(call.State, document.SecretId, grant);
        }

        return new RevokeGrantResponse { Revoked = revoked.Length };
    }

    internal async ValueTask<ListGrantsResponse> ListAsync(ListGrantsRequest request, Call call)
    {
        SecretDocument document = await documents.RequireAsync(call, request.SecretId);
        ListPage<SecretGrant> page = await documents.Grants.PageAsync(
            call.State, document.SecretId, new PageRequest(request.Limit, request.Cursor));
        return new ListGrantsResponse { Grants = page.Items, NextCursor = page.NextCursor };
    }

    internal async ValueTask<CheckAccessResponse> CheckAsync(CheckAccessRequest request, Call call)
    {
        CheckFunction(request.FunctionId, request.SourceHash);
        SecretDocument document = await documents.RequireAsync(call, request.SecretId);
        IReadOnlyList<SecretGrant> grants = await documents.Grants.AllAsync(call.State, document.SecretId, request.FunctionId);
        AccessRefusal? refusal = grants.Count == 0 ? AccessRefusal.NotGranted
            : request.SourceHash is { } source && grants.All(grant => grant.SourceHash != source) ? AccessRefusal.OtherSource
            : document.DeletedAt is not null ? AccessRefusal.Deleted
            : document.IsExpired(call.Now()) ? AccessRefusal.Expired
            : null;
        return new CheckAccessResponse { Allowed = refusal is null, Reason = refusal };
    }

    private static void CheckFunction(string functionId, string? sourceHash)
    {
        GrantText.CheckFunctionId(functionId);
        if (sourceHash is not null)
        {
            GrantText.CheckSourceHash(sourceHash);
        }
    }
}
