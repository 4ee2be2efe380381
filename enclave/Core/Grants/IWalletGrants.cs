using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Grants;

/// <summary>
/// Says which wallets functions were granted: the Wallet service. It is named here because functions may know of that by this alone.
/// </summary>
public interface IWalletGrants
{
    /// <summary>Goes on only if the account has the wallet and granted it to this very source. Part of the transaction that is given.</summary>
    /// <exception cref="Protocol.Errors.RequestException">notFound: the account has no such wallet; forbidden: it is not granted to this source.</exception>
    ValueTask RequireAsync(ITransaction state, GrantHolder holder, string walletId);
}
