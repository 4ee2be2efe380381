using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Storage;

namespace NeoServiceLayer.Enclave.GasBank;

/// <summary>Serves <c>gasbank.getLedger</c>.</summary>
internal sealed class LedgerListing(GasBankDocuments documents, Ledger ledger)
{
    internal async ValueTask<GetLedgerResponse> ListAsync(GetLedgerRequest request, Call call)
    {
        DateTime? from = GasBankChecks.Utc(request.From, "from");
        DateTime? to = GasBankChecks.Utc(request.To, "to");
        BankAccountDocument account = await documents.RequireAsync(call, request.BankAccountId);
        ListPage<LogEntry<LedgerEntryDocument>> page = await ledger.PageAsync(
            call.State, account.BankAccountId, new PageRequest(request.Limit, request.Cursor), request.NewestFirst);
        return new GetLedgerResponse
        {
            Entries =
            [
                .. page.Items
                    .Where(entry => (request.Kind is null || entry.Value.Kind == request.Kind)
                        && (from is null || entry.Value.Time >= from) && (to is null || entry.Value.Time < to))
                    .Select(Describe),
            ],
            NextCursor = page.NextCursor,
        };
    }

    private static LedgerEntry Describe(LogEntry<LedgerEntryDocument> entry) => new()
    {
        Sequence = entry.Sequence,
        Kind = entry.Value.Kind,
        Legs = [.. entry.Value.Legs.Select(leg => new LedgerLeg { Account = leg.Account, Amount = DatoshiText.Of(leg.Amount) })],
        Available = DatoshiText.Of(entry.Value.Available),
        Reserved = DatoshiText.Of(entry.Value.Reserved),
        Allocated = DatoshiText.Of(entry.Value.Allocated),
        Pending = DatoshiText.Of(entry.Value.Pending),
        Charged = DatoshiText.Of(entry.Value.Charged),
        Reference = entry.Value.Reference,
        TransactionHash = entry.Value.TransactionHash,
        Time = entry.Value.Time,
    };
}
