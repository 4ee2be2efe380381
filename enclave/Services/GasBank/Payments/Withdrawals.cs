using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Building;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Payments;

/// <summary>
/// Serves <c>gasbank.withdraw</c> and <c>gasbank.settle</c>: GAS that leaves a bank account's address. The transaction is made before, and
/// signed in the commit that moves its amount and fees to pending and puts it into the outbox: that very one is sent, or none.
/// </summary>
internal sealed class Withdrawals(
    GasBankDocuments documents, BankNetworks networks, BankKeys keys, Ledger ledger, Holds holds, Reservations reservations, ITransactionOutbox outbox)
{
    /// <summary>Makes the transaction of a withdrawal.</summary>
    internal async ValueTask<Prepared<Transaction>> PrepareAsync(WithdrawRequest request, Preparation preparation)
    {
        long amount = DatoshiText.Read(request.Amount, "amount");
        UInt160 to = GasBankChecks.Address(request.To, "to");
        BankAccountDocument account = await preparation.ReadAsync(async state => await holds.ViewAsync(
            state, await documents.RequireAsync(state, preparation.Caller, request.BankAccountId), preparation.Time));
        if (to == account.Account)
        {
            throw new RequestException("to is the bank account's own address.");
        }

        // Nodes are asked only about what the ledger has: a script that moves more than the address holds fails there.
        Books.Apply(account.Balances, Movement.Of(LedgerEntryKind.Withdrawal, LedgerAccount.Available, LedgerAccount.Pending, amount));
        return new Prepared<Transaction>(await BuildAsync(account, to, amount));
    }

    internal async ValueTask<PaymentResponse> WithdrawAsync(WithdrawRequest request, Prepared<Transaction> prepared, Call call)
    {
        BankAccountDocument account = await documents.RequireAsync(call, request.BankAccountId);
        account = await holds.ExpireAsync(call.State, account, call.Time);
        WithdrawalDocument withdrawal = NewDocument(account, prepared.Value, DatoshiText.Read(request.Amount, "amount"), request.To, reference: null);
        return await SendAsync(
            call, account, withdrawal, prepared.Value, (LedgerAccount.Available, -withdrawal.Whole), (LedgerAccount.Pending, withdrawal.Whole));
    }

    /// <summary>Makes the transaction that pays what a reservation came to.</summary>
    internal async ValueTask<Prepared<Transaction>> PrepareAsync(SettleRequest request, Preparation preparation)
    {
        long actual = DatoshiText.Read(request.Actual, "actual");
        (BankAccountDocument account, ReservationDocument reservation) = await preparation.ReadAsync(async state =>
        {
            ReservationDocument found = await reservations.RequireAsync(state, preparation.Caller, request.ReservationId);
            return (await documents.GetAsync(state, found.BankAccountId), found);
        });
        CheckActual(actual, reservation);
        return new Prepared<Transaction>(await BuildAsync(account, GasBankChecks.Address(reservation.To!, "to"), actual));
    }

    internal async ValueTask<PaymentResponse> SettleAsync(SettleRequest request, Prepared<Transaction> prepared, Call call)
    {
        long actual = DatoshiText.Read(request.Actual, "actual");
        (BankAccountDocument account, ReservationDocument reservation) = await reservations.RequireAsync(call, request.ReservationId);
        CheckActual(actual, reservation);
        await holds.CloseAsync(call.State, reservation);
        WithdrawalDocument withdrawal = NewDocument(account, prepared.Value, actual, reservation.To!, reservation.Reference);
        return await SendAsync(
            call,
            account,
            withdrawal,
            prepared.Value,
            (LedgerAccount.Reserved, -reservation.Amount),
            (LedgerAccount.Available, checked(reservation.Amount - withdrawal.Whole)),
            (LedgerAccount.Pending, withdrawal.Whole));
    }

    private static void CheckActual(long actual, ReservationDocument reservation)
    {
        if (actual > reservation.Amount)
        {
            throw new RequestException($"actual is more than what is held, which is {DatoshiText.Of(reservation.Amount)} datoshi.");
        }
    }

    private ValueTask<Transaction> BuildAsync(BankAccountDocument account, UInt160 to, long amount)
    {
        byte[] script = new ScriptBuilder().Transfer(NativeContracts.Gas, account.Account, to, amount).ToArray();
        Signer signer = new() { Account = account.Account, Scopes = WitnessScopes.CalledByEntry };
        return TransactionBuilder.BuildAsync(networks.Of(account), script, [signer], [account.Contract]);
    }

    private static WithdrawalDocument NewDocument(BankAccountDocument account, Transaction transaction, long amount, string to, string? reference) => new()
    {
        AccountId = account.AccountId,
        BankAccountId = account.BankAccountId,
        WithdrawalId = RandomId.New(Holds.WithdrawalPrefix),
        Amount = amount,
        SystemFee = transaction.SystemFee,
        NetworkFee = transaction.NetworkFee,
        To = to,
        TransactionHash = transaction.Hash.ToString(),
        Reference = reference,
    };

    private async ValueTask<PaymentResponse> SendAsync(
        Call call, BankAccountDocument account, WithdrawalDocument withdrawal, Transaction transaction, params IReadOnlyList<(LedgerAccount Account, long Amount)> legs)
    {
        await ledger.MoveAsync(call, account, new Movement(LedgerEntryKind.Withdrawal, legs)
        {
            Reference = withdrawal.Reference ?? withdrawal.WithdrawalId,
            TransactionHash = withdrawal.TransactionHash,
        });
        Witness witness = await keys.SignAsync(call.State, account, transaction);
        holds.Put(call.State, withdrawal);
        await holds.AddFlightAsync(call.State, account, withdrawal.TransactionHash, withdrawal.WithdrawalId);
        await outbox.AddAsync(call.State, new OutboxEntry(
            account.Network,
            transaction.Hash,
            transaction.WithWitnesses(witness).ToBytes(),
            Broadcast: true,
            transaction.ValidUntilBlock,
            account.AccountId,
            WithdrawalOutcomes.OutboxKind,
            withdrawal.WithdrawalId));
        call.OnCommitted(outbox.Wake);
        return new PaymentResponse
        {
            WithdrawalId = withdrawal.WithdrawalId,
            TransactionHash = withdrawal.TransactionHash,
            Network = account.Network,
            Status = "pending",
            Amount = DatoshiText.Of(withdrawal.Amount),
            SystemFee = DatoshiText.Of(withdrawal.SystemFee),
            NetworkFee = DatoshiText.Of(withdrawal.NetworkFee),
            ValidUntilBlock = transaction.ValidUntilBlock,
        };
    }
}
