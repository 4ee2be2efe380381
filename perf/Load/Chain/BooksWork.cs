using System.Globalization;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.GasBank;
using NeoServiceLayer.Enclave.GasBank.Accounting;
using NeoServiceLayer.Enclave.GasBank.Proofs;
using NeoServiceLayer.Enclave.GasBank.Storage;

namespace NeoServiceLayer.Perf.Load.Chain;

/// <summary>
/// The Gas Bank's books on the state's engine, without HTTP, stamp and chain: each client has a bank account, and holds GAS and gives it
/// back by turns. A movement is an entry with two legs and the balances after it, in one commit.
/// </summary>
internal sealed class BooksWork(IStateStore state)
{
    private const long Funds = 1_000_000;

    private readonly GasBankDocuments documents = new();
    private readonly Lock gate = new();
    private readonly Dictionary<int, string> accounts = [];

    private Ledger Ledger => field ??= new Ledger(documents, new BalanceLeaves());

    /// <summary>One movement of a client's.</summary>
    internal async Task MoveAsync(int client)
    {
        string id = await AccountAsync(client);
        await state.RunAsync(id, async transaction =>
        {
            BankAccountDocument account = await documents.GetAsync(transaction, id);
            bool holds = account.Balances.Reserved == 0;
            Movement movement = holds
                ? Movement.Of(LedgerEntryKind.Reserved, LedgerAccount.Available, LedgerAccount.Reserved, 1)
                : Movement.Of(LedgerEntryKind.Released, LedgerAccount.Reserved, LedgerAccount.Available, 1);
            return await Ledger.MoveAsync(transaction, account, movement, DateTimeOffset.UtcNow);
        });
    }

    private async Task<string> AccountAsync(int client)
    {
        lock (gate)
        {
            if (accounts.TryGetValue(client, out string? known))
            {
                return known;
            }
        }

        string id = "gba_" + client.ToString(CultureInfo.InvariantCulture);
        await state.RunAsync(id, async transaction =>
        {
            Movement deposit = Movement.Of(LedgerEntryKind.Deposit, LedgerAccount.ChainIn, LedgerAccount.Available, Funds);
            return await Ledger.MoveAsync(transaction, Empty(id), deposit, DateTimeOffset.UtcNow);
        });
        lock (gate)
        {
            accounts[client] = id;
        }

        return id;
    }

    private static BankAccountDocument Empty(string id) => new()
    {
        AccountId = "acc_perf",
        BankAccountId = id,
        Name = id,
        Network = "private",
        Magic = 1,
        Script = new byte[40],
        ScriptHash = "0x" + new string('0', 40),
        Address = new string('N', 34),
        PublicKey = new string('0', 66),
        Balances = BankBalances.None,
        Thresholds = [],
        Salt = new byte[LedgerTree.HashLength],
        CreatedAt = DateTime.UnixEpoch,
    };
}
