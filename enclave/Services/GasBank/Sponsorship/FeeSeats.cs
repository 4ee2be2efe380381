using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>For whom a bank account takes the first signer's seat.</summary>
internal sealed record SeatFor
{
    /// <summary>By which policy; null for a wallet.</summary>
    public string? PolicyId { get; init; }

    /// <summary>The user, by a policy.</summary>
    public string? User { get; init; }

    /// <summary>The wallet whose allocation is spent first; null by a policy.</summary>
    public string? WalletId { get; init; }

    /// <summary>Whether the enclave sends it.</summary>
    public required bool Broadcast { get; init; }

    /// <summary>The beginning of the user's window.</summary>
    public long WindowStart { get; init; }

    /// <summary>Its length.</summary>
    public int WindowSeconds { get; init; }
}

/// <summary>
/// Reserves the fees of transactions that bank accounts sign first, one reservation a transaction, and settles them by what the chain
/// says: at systemFee + networkFee once it is in a block, whether its script halted or failed; released once it can never be in one.
/// </summary>
internal sealed class FeeSeats(Sponsorships sponsorships, SponsorUses uses, BankReservations reservations, BankKeys keys) : IOutcomeHandler
{
    /// <summary>The kind of the outbox's entries.</summary>
    internal const string Kind = "gasbank.sponsor";

    string IOutcomeHandler.Kind => Kind;

    /// <summary>The bank account's signature of a transaction.</summary>
    internal async ValueTask<byte[]> SignAsync(ITransaction state, BankAccountDocument bank, Transaction transaction)
    {
        Witness witness = await keys.SignAsync(state, bank, transaction);
        return witness.Invocation[^PublicKey.SignatureLength..].ToArray();
    }

    /// <summary>Reserves a transaction's fees, and remembers the transaction.</summary>
    /// <exception cref="Protocol.Errors.RequestException">insufficientFunds.</exception>
    internal async ValueTask<SponsorshipDocument> TakeAsync(
        Call call, BankAccountDocument bank, Transaction transaction, byte[] signature, SeatFor seat)
    {
        await uses.ForgetAsync(call.State, bank.BankAccountId, call.Time);
        ReservationDocument reservation = await reservations.ReserveAsync(call, bank, new FeeHold(
            checked(transaction.SystemFee + transaction.NetworkFee), transaction.Hash, transaction.ValidUntilBlock, seat.PolicyId, seat.WalletId));
        SponsorshipDocument sponsorship = new()
        {
            AccountId = bank.AccountId,
            BankAccountId = bank.BankAccountId,
            PolicyId = seat.PolicyId,
            User = seat.User,
            Network = bank.Network,
            Hash = transaction.Hash.ToString(),
            Amount = reservation.Amount,
            ReservationId = reservation.ReservationId,
            Signature = signature,
            Broadcast = seat.Broadcast,
            Day = PolicyUse.DayOf(call.Time),
            WindowStart = seat.WindowStart,
            WindowSeconds = seat.WindowSeconds,
            Ended = false,
        };
        await uses.RememberAsync(call.State, sponsorship, call.Time);
        return sponsorship;
    }

    /// <inheritdoc/>
    public async ValueTask SettleAsync(ITransaction state, OutboxEntry entry, Outcome outcome, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(outcome);
        if (await sponsorships.FindAsync(state, entry.Network, entry.Hash) is not { Ended: false } sponsorship)
        {
            return;
        }

        ReservationDocument reservation = await reservations.FindAsync(state, sponsorship.ReservationId)
            ?? throw new InvalidOperationException("A reservation ended without its transaction.");
        if (outcome.Mined is { } mined)
        {
            await reservations.SettleAsync(state, reservation, checked(mined.SystemFee + mined.NetworkFee), time);
        }
        else
        {
            await reservations.ReleaseAsync(state, reservation, time);
        }

        await uses.EndAsync(state, sponsorship, failed: outcome.Status == OutboxStatus.Failed, spent: outcome.Mined is not null, time);
        sponsorships.Put(state, sponsorship with { Ended = true });
    }
}
