using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>Decides whether a wallet signs a transaction: asked before each signature, in the transaction of the state that the signature is given in.</summary>
internal sealed class TransactionGate
{
    /// <param name="call">The call.</param>
    /// <param name="wallet">The wallet whose key would sign.</param>
    /// <param name="account">The account that it would sign for: its own, or that of a multi-signature wallet.</param>
    /// <param name="transaction">What it would sign.</param>
    /// <param name="network">For which network.</param>
    /// <exception cref="RequestException">policyDenied.</exception>
    internal ValueTask CheckAsync(Call call, WalletDocument wallet, UInt160 account, Transaction transaction, uint network) => wallet.BlindSigning
        ? ValueTask.CompletedTask
        : throw new RequestException(ErrorCode.PolicyDenied, "The wallet signs no transactions: it was made without blindSigning.");
}
