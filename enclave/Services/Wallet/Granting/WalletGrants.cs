using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.Granting;

/// <summary>Looks at the grants of wallets for functions that would use them.</summary>
internal sealed class WalletGrants(WalletDocuments documents, GrantIndex<WalletGrant> grants) : IWalletGrants
{
    public async ValueTask RequireAsync(ITransaction state, GrantHolder holder, string walletId)
    {
        await documents.RequireAsync(state, holder.AccountId, walletId);
        if (await grants.FindAsync(state, walletId, holder.FunctionId, holder.SourceHash) is null || !await AccountRecords.IsOpenAsync(state, holder.AccountId))
        {
            throw new RequestException(
                ErrorCode.Forbidden,
                $"The wallet {walletId} is not granted to this source of the function: wallet.grantWallet does that, with sourceHash {holder.SourceHash}.");
        }
    }
}
