using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Tests.Wallets.OnChain;

/// <summary>An outbox that sends nothing: what is put in is a record of the state, and how it stands is what a test says.</summary>
internal sealed class OutboxDouble : ITransactionOutbox
{
    private readonly SecretTable records = new("outbox-double");
    private readonly Dictionary<UInt256, OutboxEntry> entries = [];

    /// <summary>How the transactions stand.</summary>
    internal (OutboxStatus Status, string? Refusal, MinedSummary? Mined) Standing { get; set; } = (OutboxStatus.Pending, null, null);

    /// <summary>How often it was woken.</summary>
    internal int Woken { get; private set; }

    public ValueTask AddAsync(ITransaction state, OutboxEntry entry)
    {
        records.Put(state, entry.Hash.ToString(), entry.Transaction.Span);
        entries[entry.Hash] = entry;
        return ValueTask.CompletedTask;
    }

    public async ValueTask<OutboxState?> FindAsync(ITransaction state, string accountId, string network, UInt256 hash) =>
        await records.FindAsync(state, hash.ToString()) is not null && entries[hash] is { } entry
            && entry.AccountId == accountId && entry.Network == network
            ? new OutboxState(entry, Standing.Status, Standing.Refusal, Standing.Mined, DateTimeOffset.UnixEpoch)
            : null;

    public void Wake() => Woken++;

    public void Handle(IOutcomeHandler handler) => throw new InvalidOperationException("Wallets hear of no outcomes.");

    /// <summary>What is committed.</summary>
    internal static Transaction[] Committed(WalletWorld world) => [.. world.Store.Records
        .Where(record => record.Key.StartsWith("outbox-double/", StringComparison.Ordinal))
        .Select(record => Transaction.Parse(record.Value))];

    /// <summary>What was put in last.</summary>
    internal OutboxEntry EntryOf(Transaction transaction) => entries[transaction.Hash];
}
