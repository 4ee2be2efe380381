using System.Text;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.GasBank.Storage;

namespace NeoServiceLayer.Enclave.GasBank.Accounting;

/// <summary>Which bank accounts have been charged so much that it is to be paid out.</summary>
/// <param name="from">From how much on, in datoshi.</param>
internal sealed class ChargesDue(long from)
{
    private const string Name = "due";

    private readonly IndexTable index = new("gasbank-charges");

    /// <summary>Notes a bank account whose balances have changed, if enough is charged to it.</summary>
    internal async ValueTask NoteAsync(ITransaction state, BankAccountDocument account)
    {
        if (account.Balances.Charged >= from && await index.FindAsync(state, Name, Key(account.BankAccountId)) is null)
        {
            await index.PutAsync(state, Name, Key(account.BankAccountId), default);
        }
    }

    internal async ValueTask RemoveAsync(ITransaction state, string bankAccountId) => await index.RemoveAsync(state, Name, Key(bankAccountId));

    /// <summary>Ids of such bank accounts behind one, in order.</summary>
    internal async ValueTask<IReadOnlyList<string>> AfterAsync(ITransaction state, string? bankAccountId, int most) =>
        [.. (await index.RangeAsync(state, Name, most, bankAccountId is null ? default : Key(bankAccountId))).Select(entry => Encoding.ASCII.GetString(entry.Key.Span))];

    private static ReadOnlyMemory<byte> Key(string id) => Encoding.ASCII.GetBytes(id);
}
