using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Wallet.Keys;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Serves what an owner does with wallets beside signing.</summary>
internal sealed class WalletManagement(WalletDocuments documents, PolicyDocuments policies, GrantIndex<WalletGrant> grants, WalletKeys keys)
{
    /// <summary>The refusal of everything that a frozen wallet does not do.</summary>
    internal static RequestException Frozen() => new(ErrorCode.Conflict, "The wallet is frozen.");

    internal async ValueTask<WalletDescription> GetAsync(GetWalletRequest request, Call call) =>
        (await documents.RequireAsync(call, request.WalletId)).Describe();

    internal async ValueTask<ListWalletsResponse> ListAsync(ListWalletsRequest request, Call call)
    {
        ListPage<WalletDocument> page = await documents.PageAsync(call, new PageRequest(request.Limit, request.Cursor));
        return new ListWalletsResponse
        {
            Wallets = [.. page.Items.Select(document => document.Describe())],
            NextCursor = page.NextCursor,
        };
    }

    internal async ValueTask<WalletDescription> UpdateAsync(UpdateWalletRequest request, Call call)
    {
        if (request.Name is null && request.Tags is null)
        {
            throw new RequestException("payload: name, tags or both must stand there.");
        }

        WalletDocument document = await documents.RequireAsync(call, request.WalletId);
        return Put(call, document with
        {
            Name = request.Name is null ? document.Name : WalletNames.CheckName(request.Name),
            Tags = request.Tags is null ? document.Tags : WalletNames.CheckTags(request.Tags),
        });
    }

    internal async ValueTask<WalletDescription> FreezeAsync(FreezeWalletRequest request, Call call)
    {
        WalletDocument document = await documents.RequireAsync(call, request.WalletId);
        if (request.Frozen)
        {
            keys.Forget(document.WalletId);
        }

        return Put(call, document with { Frozen = request.Frozen });
    }

    internal async ValueTask<DeleteWalletResponse> DeleteAsync(DeleteWalletRequest request, Call call)
    {
        WalletDocument document = await documents.RequireAsync(call, request.WalletId);
        if (request.Address != document.Address)
        {
            throw new RequestException("address is not the wallet's: nothing was deleted.");
        }

        await documents.RemoveAsync(call, document);
        policies.Remove(call.State, document.WalletId);
        await grants.RemoveAllAsync(call.State, document.WalletId);
        keys.Forget(document.WalletId);
        return new DeleteWalletResponse { WalletId = document.WalletId };
    }

    private WalletDescription Put(Call call, WalletDocument document)
    {
        documents.Update(call, document);
        return document.Describe();
    }
}
