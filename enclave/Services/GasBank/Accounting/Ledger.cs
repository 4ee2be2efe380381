using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.GasBank.Proofs;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Accounting;

/// <summary>
/// The books, by double entry: all that changes a balance is a movement whose legs sum to zero, is written with the balances after it, and
/// leaves none below zero.
/// </summary>
internal sealed class Ledger(GasBankDocuments documents, BalanceLeaves leaves, IEventLog? events = null)
{
    private readonly LogTable<LedgerEntryDocument> entries = new("gasbank-ledger", GasBankDocumentJson.Default.LedgerEntryDocument);

    /// <summary>Moves, and has a balance that is low now told when this is committed.</summary>
    /// <inheritdoc cref="MoveAsync(ITransaction, BankAccountDocument, Movement, DateTimeOffset)"/>
    internal async ValueTask<BankAccountDocument> MoveAsync(Call call, BankAccountDocument account, Movement movement)
    {
        BankAccountDocument moved = await MoveAsync(call.State, account, movement, call.Time);
        if (Crossed(account, moved) is not null && events is not null)
        {
            call.OnCommitted(() => events.Write(EnclaveEvents.GasBankLow()));
        }

        return moved;
    }

    /// <summary>Writes a movement: the entry, and the balances.</summary>
    /// <returns>The bank account as it is now, which is written already: what is moved next starts from it.</returns>
    /// <exception cref="RequestException">insufficientFunds: less is available than the movement takes from that.</exception>
    /// <exception cref="InvalidOperationException">A fault of ours: the legs do not sum to zero, or another balance would be below zero.</exception>
    internal async ValueTask<BankAccountDocument> MoveAsync(
        ITransaction state, BankAccountDocument account, Movement movement, DateTimeOffset time)
    {
        BankAccountDocument moved = account with { Balances = Books.Apply(account.Balances, movement) };
        documents.Put(state, moved);
        await AppendAsync(state, moved, movement, time);
        if (moved.Balances.Total != account.Balances.Total)
        {
            await leaves.PutAsync(state, moved);
        }

        if (Crossed(account, moved) is { } threshold)
        {
            await AppendAsync(state, moved, new Movement(LedgerEntryKind.LowBalance) { Reference = DatoshiText.Of(threshold) }, time);
        }

        return moved;
    }

    /// <summary>A page of a bank account's entries, the newest first or the oldest.</summary>
    internal ValueTask<ListPage<LogEntry<LedgerEntryDocument>>> PageAsync(
        ITransaction state, string bankAccountId, PageRequest page, bool backward) => entries.PageAsync(state, bankAccountId, page, backward);

    /// <summary>The sequence of the newest entry; 0 if there is none.</summary>
    internal async ValueTask<long> LastAsync(ITransaction state, string bankAccountId) => (await entries.ExtentAsync(state, bankAccountId)).Next - 1;

    /// <summary>The lowest threshold that what is available has fallen below; null if it fell below none.</summary>
    private static long? Crossed(BankAccountDocument before, BankAccountDocument after)
    {
        long[] crossed = [.. after.Thresholds.Where(threshold => before.Balances.Available >= threshold && after.Balances.Available < threshold)];
        return crossed.Length == 0 ? null : crossed.Min();
    }

    private async ValueTask AppendAsync(ITransaction state, BankAccountDocument account, Movement movement, DateTimeOffset time) =>
        await entries.AppendAsync(state, account.BankAccountId, new LedgerEntryDocument
        {
            Kind = movement.Kind,
            Legs = [.. movement.Legs.Where(leg => leg.Amount != 0).Select(leg => new LedgerLegDocument { Account = leg.Account, Amount = leg.Amount })],
            Available = account.Balances.Available,
            Reserved = account.Balances.Reserved,
            Allocated = account.Balances.Allocated,
            Pending = account.Balances.Pending,
            Charged = account.Balances.Charged,
            Reference = movement.Reference,
            TransactionHash = movement.TransactionHash,
            Time = WholeTime.Of(time),
        });
}
