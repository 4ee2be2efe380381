using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Chain;

/// <summary>
/// Who pays a transaction's fees in a wallet's stead: the Gas Bank. It is named here because wallets ask it, and it may know of wallets,
/// not they of it.
/// </summary>
public interface IFeePayer
{
    /// <summary>The chain account of a bank account that the caller may spend from: it becomes the first signer, with scope None.</summary>
    /// <exception cref="Protocol.Errors.RequestException">notFound: the caller has no such bank account.</exception>
    ValueTask<AccountContract> FindAsync(Core.State.ITransaction state, Caller caller, string bankAccountId);

    /// <summary>
    /// Reserves the transaction's fees from what the bank account has allocated to the wallet, or else has available, and signs. Called in
    /// the transaction of the state that also puts the transaction into the outbox with <see cref="Kind"/> and the reference given back.
    /// </summary>
    /// <exception cref="Protocol.Errors.RequestException">insufficientFunds.</exception>
    ValueTask<FeeSeat> PayAsync(Call call, string bankAccountId, string walletId, Transaction transaction, uint network);

    /// <summary>The <see cref="Outbox.OutboxEntry.Kind"/> of transactions that it pays for.</summary>
    string Kind { get; }
}

/// <summary>What a fee payer gives for a transaction.</summary>
/// <param name="Witness">Its witness, the first.</param>
/// <param name="Reference">What it finds its reservation by when the outcome is known.</param>
public sealed record FeeSeat(Witness Witness, string Reference);
