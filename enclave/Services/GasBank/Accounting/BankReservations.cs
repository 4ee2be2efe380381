using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Accounting;

/// <summary>The fees of a transaction that the bank is about to sign.</summary>
/// <param name="Amount">What it declares, systemFee + networkFee, in datoshi.</param>
/// <param name="TransactionHash">The transaction.</param>
/// <param name="ValidUntilBlock">The last block that may hold it.</param>
/// <param name="Reference">What the service that asks finds its own by; null if it needs none.</param>
/// <param name="WalletId">For which wallet: what is allocated to it is taken first, where that is enough; null for none.</param>
internal sealed record FeeHold(long Amount, UInt256 TransactionHash, uint ValidUntilBlock, string? Reference, string? WalletId = null);

/// <summary>
/// Reservations that the bank makes for the fees of transactions that it signs. No operation of users ends one: it ends when the
/// transaction is in a block, or when a quorum has passed its last block without it.
/// </summary>
internal sealed class BankReservations(GasBankDocuments documents, Ledger ledger, Holds holds)
{
    /// <summary>
    /// Holds fees: from the wallet's allocation if there is one with enough, else from what is available; but for what the enclave asks by
    /// itself from the allocation alone, since no key of the owner says that it may spend more.
    /// </summary>
    /// <returns>The reservation's id, to be kept until the outcome is known.</returns>
    /// <exception cref="RequestException">insufficientFunds; conflict: the same transaction's fees are held already.</exception>
    internal async ValueTask<ReservationDocument> ReserveAsync(Call call, BankAccountDocument account, FeeHold hold)
    {
        account = await holds.ExpireAsync(call.State, account, call.Time);
        AllocationDocument? allocation = hold.WalletId is null
            ? null
            : await holds.FindAllocationAsync(call.State, account.BankAccountId, hold.WalletId, functionId: null);
        if (allocation is not null && (allocation.Amount < hold.Amount || allocation.IsOver(call.Time)))
        {
            allocation = null;
        }

        if (allocation is null && call.Caller.IsEnclave)
        {
            throw new RequestException(
                ErrorCode.InsufficientFunds, "A function's fees are paid from what the bank account has allocated to the wallet, and that is less: gasbank.allocate.");
        }

        ReservationDocument reservation = new()
        {
            AccountId = account.AccountId,
            BankAccountId = account.BankAccountId,
            ReservationId = RandomId.New(Holds.ReservationPrefix),
            Amount = hold.Amount,
            Reference = hold.Reference,
            TransactionHash = hold.TransactionHash.ToString(),
            ValidUntilBlock = hold.ValidUntilBlock,
            AllocationId = allocation?.AllocationId,
            CreatedAt = WholeTime.Of(call.Time),
        };
        await holds.AddFlightAsync(call.State, account, reservation.TransactionHash, reservation.ReservationId);
        holds.Put(call.State, reservation);
        if (allocation is not null)
        {
            holds.Put(call.State, allocation with { Amount = allocation.Amount - hold.Amount });
        }

        LedgerAccount from = allocation is null ? LedgerAccount.Available : LedgerAccount.Allocated;
        await ledger.MoveAsync(call, account, Movement.Of(LedgerEntryKind.FeesReserved, from, LedgerAccount.Reserved, hold.Amount) with
        {
            Reference = hold.Reference,
            TransactionHash = reservation.TransactionHash,
        });
        return reservation;
    }

    /// <summary>The reservation of that id; null when it has ended.</summary>
    internal ValueTask<ReservationDocument?> FindAsync(ITransaction state, string reservationId) => holds.FindReservationAsync(state, reservationId);

    /// <summary>The transaction is in a block: what it declared is burnt, and what is left, if anything, returns.</summary>
    /// <param name="state">The transaction of the state in which the outcome is written.</param>
    /// <param name="reservation">The reservation, which ends.</param>
    /// <param name="burnt">systemFee + networkFee of the mined transaction, in datoshi; at most what is held.</param>
    /// <param name="time">The time.</param>
    internal async ValueTask SettleAsync(ITransaction state, ReservationDocument reservation, long burnt, DateTimeOffset time)
    {
        long rest = checked(reservation.Amount - burnt);
        ArgumentOutOfRangeException.ThrowIfNegative(rest);
        await EndAsync(state, reservation, LedgerEntryKind.FeesSettled, burnt, rest, time);
    }

    /// <summary>The transaction can never be in a block: all that is held returns.</summary>
    internal ValueTask ReleaseAsync(ITransaction state, ReservationDocument reservation, DateTimeOffset time) =>
        EndAsync(state, reservation, LedgerEntryKind.FeesReleased, burnt: 0, reservation.Amount, time);

    private async ValueTask EndAsync(
        ITransaction state, ReservationDocument reservation, LedgerEntryKind kind, long burnt, long rest, DateTimeOffset time)
    {
        if (!reservation.IsBanks)
        {
            throw new InvalidOperationException("The bank ends its own reservations alone.");
        }

        BankAccountDocument account = await documents.GetAsync(state, reservation.BankAccountId);
        LedgerAccount back = LedgerAccount.Available;
        if (rest > 0 && reservation.AllocationId is { } allocationId && await holds.FindAllocationAsync(state, allocationId) is { } allocation)
        {
            holds.Put(state, allocation with { Amount = checked(allocation.Amount + rest) });
            back = LedgerAccount.Allocated;
        }

        await holds.RemoveFlightAsync(state, account, reservation.TransactionHash!);
        holds.Remove(state, reservation);
        await ledger.MoveAsync(
            state,
            account,
            new Movement(kind, (LedgerAccount.Reserved, -reservation.Amount), (LedgerAccount.FeesBurnt, burnt), (back, rest))
            {
                Reference = reservation.Reference,
                TransactionHash = reservation.TransactionHash,
            },
            time);
    }
}
