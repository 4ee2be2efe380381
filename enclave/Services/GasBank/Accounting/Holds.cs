using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Accounting;

/// <summary>What holds GAS: documents of reservations, allocations and withdrawals, what finds them, and their end when their time is over.</summary>
internal sealed class Holds(Ledger ledger)
{
    internal const string ReservationPrefix = "grs_";
    internal const string AllocationPrefix = "gal_";
    internal const string WithdrawalPrefix = "gwd_";

    /// <summary>How many holds end by time in one transaction of the state: each writes a few records.</summary>
    private const int MaxExpired = 32;

    private readonly DocumentTable<ReservationDocument> reservations = new("gasbank-reservation", GasBankDocumentJson.Default.ReservationDocument);
    private readonly DocumentTable<AllocationDocument> allocations = new("gasbank-allocation", GasBankDocumentJson.Default.AllocationDocument);
    private readonly DocumentTable<WithdrawalDocument> withdrawals = new("gasbank-withdrawal", GasBankDocumentJson.Default.WithdrawalDocument);
    private readonly HoldIndex index = new();

    internal ValueTask<ReservationDocument?> FindReservationAsync(ITransaction state, string id) => reservations.FindAsync(state, id);

    internal ValueTask<AllocationDocument?> FindAllocationAsync(ITransaction state, string id) => allocations.FindAsync(state, id);

    internal ValueTask<WithdrawalDocument?> FindWithdrawalAsync(ITransaction state, string id) => withdrawals.FindAsync(state, id);

    /// <summary>The allocation for a wallet or a function, or null. Its time may be over: <see cref="ExpireAsync"/> comes first.</summary>
    internal async ValueTask<AllocationDocument?> FindAllocationAsync(ITransaction state, string bankAccountId, string? walletId, string? functionId) =>
        await index.FindAllocationAsync(state, bankAccountId, walletId, functionId) is { } id ? await allocations.FindAsync(state, id) : null;

    /// <summary>A page of allocations, oldest first.</summary>
    internal async ValueTask<ListPage<AllocationDocument>> PageAsync(ITransaction state, string bankAccountId, PageRequest page)
    {
        ListPage<string> ids = await index.PageAsync(state, bankAccountId, page);
        List<AllocationDocument> found = [];
        foreach (string id in ids.Items)
        {
            found.Add(await allocations.FindAsync(state, id) ?? throw new InvalidOperationException("An index names an allocation that is not there."));
        }

        return new ListPage<AllocationDocument>(found, ids.NextCursor);
    }

    internal void Put(ITransaction state, ReservationDocument reservation) => reservations.Put(state, reservation.ReservationId, reservation);

    internal void Put(ITransaction state, AllocationDocument allocation) => allocations.Put(state, allocation.AllocationId, allocation);

    internal void Put(ITransaction state, WithdrawalDocument withdrawal) => withdrawals.Put(state, withdrawal.WithdrawalId, withdrawal);

    internal void Remove(ITransaction state, ReservationDocument reservation) => reservations.Delete(state, reservation.ReservationId);

    internal void Remove(ITransaction state, WithdrawalDocument withdrawal) => withdrawals.Delete(state, withdrawal.WithdrawalId);

    /// <summary>Puts a reservation of its owner in.</summary>
    /// <exception cref="RequestException">limitExceeded.</exception>
    internal async ValueTask OpenAsync(ITransaction state, ReservationDocument reservation)
    {
        await CountAsync(state, reservation.BankAccountId, ReservationPrefix, "reservations");
        await index.AddExpiryAsync(state, reservation.BankAccountId, reservation.ExpiresAt!.Value, reservation.ReservationId);
        Put(state, reservation);
    }

    /// <summary>Takes a reservation of its owner out.</summary>
    internal async ValueTask CloseAsync(ITransaction state, ReservationDocument reservation)
    {
        await index.CountAsync(state, reservation.BankAccountId, ReservationPrefix, -1);
        await index.RemoveExpiryAsync(state, reservation.BankAccountId, reservation.ExpiresAt!.Value, reservation.ReservationId);
        Remove(state, reservation);
    }

    /// <summary>Puts an allocation in.</summary>
    /// <exception cref="RequestException">limitExceeded.</exception>
    internal async ValueTask OpenAsync(ITransaction state, AllocationDocument allocation)
    {
        await CountAsync(state, allocation.BankAccountId, AllocationPrefix, "allocations");
        await index.AddAllocationAsync(state, allocation);
        await ChangeExpiryAsync(state, allocation, before: null);
        Put(state, allocation);
    }

    /// <summary>Takes an allocation out.</summary>
    internal async ValueTask CloseAsync(ITransaction state, AllocationDocument allocation)
    {
        await index.CountAsync(state, allocation.BankAccountId, AllocationPrefix, -1);
        await index.RemoveAllocationAsync(state, allocation);
        await ChangeExpiryAsync(state, allocation with { ExpiresAt = null }, allocation.ExpiresAt);
        allocations.Delete(state, allocation.AllocationId);
    }

    /// <summary>Has an allocation end at another time than before.</summary>
    internal async ValueTask ChangeExpiryAsync(ITransaction state, AllocationDocument allocation, DateTime? before)
    {
        if (before is { } old)
        {
            await index.RemoveExpiryAsync(state, allocation.BankAccountId, old, allocation.AllocationId);
        }

        if (allocation.ExpiresAt is { } expiresAt)
        {
            await index.AddExpiryAsync(state, allocation.BankAccountId, expiresAt, allocation.AllocationId);
        }
    }

    /// <summary>Notes a transaction under way that takes from the bank account.</summary>
    /// <exception cref="RequestException">conflict: it was noted before.</exception>
    internal async ValueTask AddFlightAsync(ITransaction state, BankAccountDocument account, string transactionHash, string id)
    {
        if (!await index.AddFlightAsync(state, account.BankAccountId, transactionHash, id))
        {
            throw new RequestException(ErrorCode.Conflict, "This very transaction is under way already, and its fees are held.");
        }
    }

    internal ValueTask RemoveFlightAsync(ITransaction state, BankAccountDocument account, string transactionHash) =>
        index.RemoveFlightAsync(state, account.BankAccountId, transactionHash);

    /// <summary>Ids of reservations and withdrawals for transactions under way, at most so many.</summary>
    internal ValueTask<IReadOnlyList<string>> FlightsAsync(ITransaction state, string bankAccountId, int most) =>
        index.FlightsAsync(state, bankAccountId, most);

    /// <summary>What has ended by time, and is not written so yet.</summary>
    internal ValueTask<IReadOnlyList<string>> ExpiredAsync(ITransaction state, string bankAccountId, DateTimeOffset time, int most) =>
        index.ExpiredAsync(state, bankAccountId, WholeTime.Of(time), most);

    /// <summary>Gives back what is held by that whose time is over: what changes a bank account's holds does this first.</summary>
    /// <returns>The bank account as it is then.</returns>
    internal async ValueTask<BankAccountDocument> ExpireAsync(ITransaction state, BankAccountDocument account, DateTimeOffset time)
    {
        foreach (string id in await ExpiredAsync(state, account.BankAccountId, time, MaxExpired))
        {
            if (await reservations.FindAsync(state, id) is { } reservation)
            {
                await CloseAsync(state, reservation);
                account = await ledger.MoveAsync(state, account, Ended(reservation), time);
            }
            else if (await allocations.FindAsync(state, id) is { } allocation)
            {
                await CloseAsync(state, allocation);
                account = await ledger.MoveAsync(state, account, Ended(allocation), time);
            }
        }

        return account;
    }

    /// <summary>A bank account as it is once what has ended by time is given back: for who only reads, and writes none of it.</summary>
    internal async ValueTask<BankAccountDocument> ViewAsync(ITransaction state, BankAccountDocument account, DateTimeOffset time)
    {
        BankBalances balances = account.Balances;
        foreach (string id in await ExpiredAsync(state, account.BankAccountId, time, 2 * GasBankLimits.MaxHolds))
        {
            if (await reservations.FindAsync(state, id) is { } reservation)
            {
                balances = Books.Apply(balances, Ended(reservation));
            }
            else if (await allocations.FindAsync(state, id) is { } allocation)
            {
                balances = Books.Apply(balances, Ended(allocation));
            }
        }

        return account with { Balances = balances };
    }

    private static Movement Ended(ReservationDocument reservation) =>
        Movement.Of(LedgerEntryKind.ReservationExpired, LedgerAccount.Reserved, LedgerAccount.Available, reservation.Amount) with
        {
            Reference = reservation.Reference,
        };

    private static Movement Ended(AllocationDocument allocation) =>
        Movement.Of(LedgerEntryKind.AllocationExpired, LedgerAccount.Allocated, LedgerAccount.Available, allocation.Amount) with
        {
            Reference = allocation.AllocationId,
        };

    private async ValueTask CountAsync(ITransaction state, string bankAccountId, string kind, string what)
    {
        if (await index.CountAsync(state, bankAccountId, kind, 1) > GasBankLimits.MaxHolds)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"The bank account has {GasBankLimits.MaxHolds} {what}, which is the most.");
        }
    }
}
