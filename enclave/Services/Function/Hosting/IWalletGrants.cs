using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>Knows which wallets were granted to which sources of which functions.</summary>
internal interface IWalletGrants
{
    /// <summary>Whether a wallet of an account is granted to that very source of that function, now.</summary>
    ValueTask<bool> IsGrantedAsync(ITransaction state, string accountId, string walletId, string functionId, string sourceHash);
}
