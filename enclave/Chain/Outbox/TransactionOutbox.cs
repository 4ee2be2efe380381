using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Chain.Outbox;

/// <summary>The outbox in the sealed state, and what works on it: a loop for each network, from <see cref="Start"/> until it is disposed of.</summary>
internal sealed class TransactionOutbox : ITransactionOutbox, IDisposable
{
    /// <summary>How long the loops are waited for at the end: they wait for nothing that lasts.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(2);

    private readonly TimeProvider clock;
    private readonly OutboxRecords records;
    private readonly Settling settling;
    private readonly Dictionary<string, NetworkOutbox> networks;
    private readonly CancellationTokenSource ending = new();
    private Task running = Task.CompletedTask;

    internal TransactionOutbox(NeoNetworks all, IStateStore state, TimeProvider clock, IEventLog events, OutboxSettings settings)
    {
        this.clock = clock;
        records = new OutboxRecords(settings);
        settling = new Settling(records, state, clock);
        networks = all.All.ToDictionary(
            network => network.Name, network => new NetworkOutbox(network, records, settling, state, clock, events, settings));
    }

    /// <inheritdoc/>
    public ValueTask AddAsync(ITransaction state, OutboxEntry entry) => networks.ContainsKey(entry.Network)
        ? records.AddAsync(state, entry, clock.GetUtcNow())
        : throw new RequestException($"There is no network {entry.Network} here.");

    /// <inheritdoc/>
    public async ValueTask<OutboxState?> FindAsync(ITransaction state, string accountId, string network, UInt256 hash)
    {
        string name = OutboxRecords.NameOf(accountId, network, hash);
        if (await records.FindAsync(state, name) is not { } document)
        {
            return null;
        }

        OutboxItem? item = document.IsUnderWay ? networks.GetValueOrDefault(network)?.Find(name) : null;
        OutboxStatus status = item is { IsSent: true } ? OutboxStatus.Sent : document.Status;
        return new OutboxState(document.ToEntry(), status, item?.Refusal, document.Mined?.ToSummary(), document.CreatedAt);
    }

    /// <inheritdoc/>
    public void Wake()
    {
        foreach (NetworkOutbox network in networks.Values)
        {
            network.Wake();
        }
    }

    /// <inheritdoc/>
    public void Handle(IOutcomeHandler handler) => settling.Handle(handler);

    /// <summary>Begins to work, once every handler is named. What the state does not serve yet is waited for.</summary>
    internal void Start() => running = Task.WhenAll(networks.Values.Select(network => network.RunAsync(ending.Token)));

    public void Dispose()
    {
        ending.Cancel();
        if (running.Wait(LastMoment))
        {
            foreach (NetworkOutbox network in networks.Values)
            {
                network.Dispose();
            }
        }

        ending.Dispose();
    }
}
