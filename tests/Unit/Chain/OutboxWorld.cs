using System.Text;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>An enclave's outbox over a state; a second one over the same store is the enclave after a crash.</summary>
internal sealed class OutboxWorld : IOutcomeHandler, IDisposable
{
    internal const string Account = "acc_abcdefghijklmnopqrstuvwxyz";

    internal static readonly OutboxSettings Quick = new()
    {
        Period = TimeSpan.FromMilliseconds(100),
        FirstRetry = TimeSpan.FromMilliseconds(50),
        LongestRetry = TimeSpan.FromMilliseconds(400),
        SendAgain = TimeSpan.FromMilliseconds(700),
    };

    private static readonly Table Told = new("told");

    private readonly NeoNetwork network;

    private OutboxWorld(TestState state, NeoNetwork network, OutboxSettings settings)
    {
        State = state;
        this.network = network;
        Outbox = new TransactionOutbox(new NeoNetworks([network]), state.Store, TimeProvider.System, state, settings);
        Outbox.Handle(this);
    }

    internal TestState State { get; }

    internal TransactionOutbox Outbox { get; }

    /// <summary>Runs in the handler, before it writes anything.</summary>
    internal Action Settling { get; set; } = static () => { };

    string IOutcomeHandler.Kind => "test";

    /// <summary>Starts one, which may not yet serve, or never.</summary>
    internal static OutboxWorld Start(MemoryRecordHost host, NeoNetwork network, OutboxSettings? settings = null)
    {
        OutboxWorld world = new(TestState.Start(host), network, settings ?? Quick);
        world.Outbox.Start();
        return world;
    }

    /// <summary>Starts one and waits until it serves.</summary>
    internal static async Task<OutboxWorld> OpenAsync(MemoryStore store, NeoNetwork network, OutboxSettings? settings = null)
    {
        OutboxWorld world = Start(new MemoryRecordHost(store), network, settings);
        await world.State.UntilOpenAsync();
        return world;
    }

    internal static OutboxEntry Entry(Transaction transaction, bool broadcast = true, string reference = "reference", string account = Account) => new(
        ChainWorld.Name, transaction.Hash, broadcast ? transaction.ToBytes() : transaction.ToUnsignedBytes(), broadcast, transaction.ValidUntilBlock,
        account, "test", reference);

    /// <summary>Commits a transaction to it, as a service does.</summary>
    internal async Task AddAsync(Transaction transaction, bool broadcast = true, string reference = "reference")
    {
        await State.Store.RunAsync(Account, async state =>
        {
            await Outbox.AddAsync(state, Entry(transaction, broadcast, reference));
            return true;
        });
        Outbox.Wake();
    }

    internal Task<OutboxState?> FindAsync(Transaction transaction, string account = Account) => State.Store.RunAsync(
        Account, state => Outbox.FindAsync(state, account, ChainWorld.Name, transaction.Hash)).AsTask();

    /// <summary>Waits until it has an outcome; gives it.</summary>
    internal async Task<OutboxState> EndedAsync(Transaction transaction)
    {
        OutboxState? found = null;
        await Waiting.UntilAsync(async () =>
            (found = await FindAsync(transaction))?.Status is OutboxStatus.Confirmed or OutboxStatus.Failed or OutboxStatus.Expired);
        return found!;
    }

    /// <summary>What the handler was told of a reference: each outcome, one after the other.</summary>
    internal async Task<string> ToldAsync(string reference = "reference") => await State.Store.RunAsync(
        Account, async state => await state.GetAsync(Id(reference)) is { } told ? Encoding.UTF8.GetString(told.Span) : "");

    async ValueTask IOutcomeHandler.SettleAsync(ITransaction state, OutboxEntry entry, Outcome outcome, DateTimeOffset time)
    {
        Settling();
        Assert.Equal((Account, ChainWorld.Name), (entry.AccountId, entry.Network));
        string before = await state.GetAsync(Id(entry.Reference!)) is { } told ? Encoding.UTF8.GetString(told.Span) + "," : "";
        state.Put(Id(entry.Reference!), Encoding.UTF8.GetBytes(before + outcome.Status));
    }

    public void Dispose()
    {
        Outbox.Dispose();
        State.Dispose();
        network.Dispose();
    }

    private static RecordId Id(string reference) => new(Told, Encoding.UTF8.GetBytes(reference));
}
