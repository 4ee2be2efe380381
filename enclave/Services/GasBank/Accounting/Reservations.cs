using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Accounting;

/// <summary>Serves what an owner does with reservations, but for paying them. The bank's own are not among them.</summary>
internal sealed class Reservations(GasBankDocuments documents, Ledger ledger, Holds holds)
{
    internal async ValueTask<ReservationDescription> ReserveAsync(ReserveRequest request, Call call)
    {
        long amount = DatoshiText.Read(request.Amount, "amount");
        UInt160 to = GasBankChecks.Address(request.To, "to");
        string reference = GasBankChecks.Reference(request.Reference);
        if (request.TtlSeconds is < 1 or > GasBankLimits.MaxTtlSeconds)
        {
            throw new RequestException($"ttlSeconds is 1 to {GasBankLimits.MaxTtlSeconds}.");
        }

        BankAccountDocument account = await documents.RequireAsync(call, request.BankAccountId);
        account = await holds.ExpireAsync(call.State, account, call.Time);
        if (to == account.Account)
        {
            throw new RequestException("to is the bank account's own address.");
        }

        ReservationDocument reservation = new()
        {
            AccountId = account.AccountId,
            BankAccountId = account.BankAccountId,
            ReservationId = RandomId.New(Holds.ReservationPrefix),
            Amount = amount,
            Reference = reference,
            To = Address.ToAddress(to),
            ExpiresAt = WholeTime.Of(call.Time.AddSeconds(request.TtlSeconds)),
            CreatedAt = WholeTime.Of(call.Time),
        };
        await holds.OpenAsync(call.State, reservation);
        await ledger.MoveAsync(
            call,
            account,
            Movement.Of(LedgerEntryKind.Reserved, LedgerAccount.Available, LedgerAccount.Reserved, amount) with { Reference = reference });
        return Describe(reservation);
    }

    internal async ValueTask<ReservationDescription> ReleaseAsync(ReleaseRequest request, Call call)
    {
        (BankAccountDocument account, ReservationDocument reservation) = await RequireAsync(call, request.ReservationId);
        await holds.CloseAsync(call.State, reservation);
        await ledger.MoveAsync(
            call,
            account,
            Movement.Of(LedgerEntryKind.Released, LedgerAccount.Reserved, LedgerAccount.Available, reservation.Amount) with { Reference = reservation.Reference });
        return Describe(reservation with { Amount = 0 });
    }

    /// <summary>The caller's reservation, its time not over, and the bank account that it is of, from which what was over is given back.</summary>
    /// <exception cref="RequestException">notFound: there is none, it has ended, or it is the bank's own.</exception>
    internal async ValueTask<(BankAccountDocument Account, ReservationDocument Reservation)> RequireAsync(Call call, string reservationId)
    {
        ReservationDocument found = await RequireAsync(call.State, call.Caller, reservationId);
        call.Target = reservationId;
        BankAccountDocument account = await documents.GetAsync(call.State, found.BankAccountId);
        account = await holds.ExpireAsync(call.State, account, call.Time);
        ReservationDocument alive = await RequireAsync(call.State, call.Caller, reservationId);
        return alive.IsOver(call.Time) ? throw Gone() : (account, alive);
    }

    /// <summary>The caller's reservation; its time may be over.</summary>
    /// <inheritdoc cref="RequireAsync(Call, string)"/>
    internal async ValueTask<ReservationDocument> RequireAsync(ITransaction state, Caller caller, string reservationId) =>
        await holds.FindReservationAsync(state, reservationId) is { IsBanks: false } found && found.AccountId == caller.AccountId
            ? found
            : throw Gone();

    private static RequestException Gone() => new(ErrorCode.NotFound, "There is no such reservation in this account, or it has ended.");

    private static ReservationDescription Describe(ReservationDocument reservation) => new()
    {
        ReservationId = reservation.ReservationId,
        BankAccountId = reservation.BankAccountId,
        Amount = DatoshiText.Of(reservation.Amount),
        To = reservation.To!,
        Reference = reservation.Reference!,
        ExpiresAt = reservation.ExpiresAt!.Value,
    };
}
