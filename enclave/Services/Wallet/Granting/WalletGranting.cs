using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.Granting;

/// <summary>Serves grants: which source of which function may use a wallet, within its policy. A function's next version has none until it is given one.</summary>
internal sealed class WalletGranting(WalletDocuments documents, GrantIndex<WalletGrant> grants)
{
    internal async ValueTask<WalletGrant> GrantAsync(GrantWalletRequest request, Call call)
    {
        GrantText.CheckFunctionId(request.FunctionId);
        GrantText.CheckSourceHash(request.SourceHash);
        WalletDocument document = await documents.RequireAsync(call, request.WalletId);
        if (await grants.FindAsync(call.State, document.WalletId, request.FunctionId, request.SourceHash) is { } given)
        {
            return given;
        }

        if ((await grants.AllAsync(call.State, document.WalletId)).Count >= WalletLimits.MaxGrants)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"The wallet has {WalletLimits.MaxGrants} grants, which is the most; revoke one first.");
        }

        WalletGrant grant = new()
        {
            FunctionId = request.FunctionId,
            SourceHash = request.SourceHash,
            GrantedAt = DateTimeOffset.FromUnixTimeMilliseconds(call.Time.ToUnixTimeMilliseconds()).UtcDateTime,
            GrantedBy = call.Caller.KeyId,
        };
        await grants.PutAsync(call.State, document.WalletId, grant);
        return grant;
    }

    internal async ValueTask<RevokeWalletGrantResponse> RevokeAsync(RevokeWalletGrantRequest request, Call call)
    {
        CheckFunction(request.FunctionId, request.SourceHash);
        WalletDocument document = await documents.RequireAsync(call, request.WalletId);
        WalletGrant[] revoked = [.. (await grants.AllAsync(call.State, document.WalletId, request.FunctionId))
            .Where(grant => request.SourceHash is null || grant.SourceHash == request.SourceHash)];
        foreach (WalletGrant grant in revoked)
        {
            await grants.RemoveAsync(call.State, document.WalletId, grant);
        }

        return new RevokeWalletGrantResponse { Revoked = revoked.Length };
    }

    internal async ValueTask<ListWalletGrantsResponse> ListAsync(ListWalletGrantsRequest request, Call call)
    {
        WalletDocument document = await documents.RequireAsync(call, request.WalletId);
        ListPage<WalletGrant> page = await grants.PageAsync(
            call.State, document.WalletId, new PageRequest(request.Limit, request.Cursor));
        return new ListWalletGrantsResponse { Grants = page.Items, NextCursor = page.NextCursor };
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
