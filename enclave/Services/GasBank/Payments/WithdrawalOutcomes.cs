using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Storage;

namespace NeoServiceLayer.Enclave.GasBank.Payments;

/// <summary>Writes what became of payments from bank accounts' addresses, in the commit in which the outbox writes it.</summary>
internal sealed class WithdrawalOutcomes(GasBankDocuments documents, Ledger ledger, Holds holds, ChargesDue due) : IOutcomeHandler
{
    internal const string OutboxKind = "gasbank.withdraw";

    public string Kind => OutboxKind;

    public async ValueTask SettleAsync(ITransaction state, OutboxEntry entry, Outcome outcome, DateTimeOffset time)
    {
        WithdrawalDocument withdrawal = await holds.FindWithdrawalAsync(state, entry.Reference!)
            ?? throw new InvalidOperationException("A payment's outcome is known, and the payment is not there.");
        BankAccountDocument account = await documents.GetAsync(state, withdrawal.BankAccountId);
        holds.Remove(state, withdrawal);
        await holds.RemoveFlightAsync(state, account, withdrawal.TransactionHash);
        account = await ledger.MoveAsync(
            state,
            account,
            MovementOf(withdrawal, outcome.Status) with { Reference = withdrawal.Reference ?? withdrawal.WithdrawalId, TransactionHash = withdrawal.TransactionHash },
            time);
        await due.NoteAsync(state, account);
    }

    private static LedgerAccount BackTo(WithdrawalDocument withdrawal) => withdrawal.OfCharges ? LedgerAccount.Charged : LedgerAccount.Available;

    // What is burnt is what was signed: the hash covers both fees, so no node can say otherwise.
    private static Movement MovementOf(WithdrawalDocument withdrawal, OutboxStatus status) => status switch
    {
        OutboxStatus.Confirmed => new(
            LedgerEntryKind.WithdrawalConfirmed,
            (LedgerAccount.Pending, -withdrawal.Whole), (LedgerAccount.ChainOut, withdrawal.Amount), (LedgerAccount.FeesBurnt, withdrawal.Fees)),
        OutboxStatus.Failed => new(
            LedgerEntryKind.WithdrawalFailed,
            (LedgerAccount.Pending, -withdrawal.Whole), (BackTo(withdrawal), withdrawal.Amount), (LedgerAccount.FeesBurnt, withdrawal.Fees)),
        OutboxStatus.Expired => Movement.Of(LedgerEntryKind.WithdrawalExpired, LedgerAccount.Pending, BackTo(withdrawal), withdrawal.Whole),
        _ => throw new InvalidOperationException("A transaction under way has no outcome."),
    };
}
