using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Wallet.OnChain;

/// <summary>The networks that wallets read and send to, and the way there.</summary>
internal sealed class Dispatch(NeoNetworks networks, ITransactionOutbox? outbox, IFeePayer? feePayer)
{
    internal NeoNetworks Networks => networks;

    /// <summary>Who pays fees in a wallet's stead; null where nobody does.</summary>
    internal IFeePayer? FeePayer => feePayer;

    /// <summary>What is on its way; there is one where there are networks.</summary>
    internal ITransactionOutbox Outbox => outbox ?? throw new InvalidOperationException("There are networks, and no way to send to them.");

    /// <summary>Has a transaction sent once the call's changes are committed: this very one, until a block has it or none can.</summary>
    /// <param name="call">The call.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="signed">With a witness for each signer.</param>
    /// <param name="seat">Who pays the fees in the wallet's stead, and hears of the outcome; null where nobody does.</param>
    /// <exception cref="Protocol.Errors.RequestException">limitExceeded: the account has as many under way as it may.</exception>
    internal async ValueTask SendAsync(Call call, string network, Transaction signed, FeeSeat? seat = null)
    {
        await Outbox.AddAsync(call.State, new OutboxEntry(
            network, signed.Hash, signed.ToBytes(), Broadcast: true, signed.ValidUntilBlock, call.Caller.AccountId,
            seat is null ? null : feePayer!.Kind, seat?.Reference));
        call.OnCommitted(Outbox.Wake);
    }
}
