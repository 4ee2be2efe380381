using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Chain;
using NeoServiceLayer.Tests.State;

namespace NeoServiceLayer.Tests.GasBank;

/// <summary>An enclave's Gas Bank with its outbox, on a real chain; a second one over the same store is the enclave after a crash.</summary>
internal sealed class BankOnChain : IDisposable
{
    private readonly NeoNetwork network;
    private readonly TransactionOutbox outbox;

    private BankOnChain(TestState state, NeoNetwork network)
    {
        State = state;
        this.network = network;
        outbox = new TransactionOutbox(new NeoNetworks([network]), state.Store, TimeProvider.System, state, OutboxWorld.Quick);
        World = new GasBankWorld(state.Store, real: (network, outbox));
        outbox.Start();
    }

    internal TestState State { get; }

    internal GasBankWorld World { get; }

    internal GasBankWorld.Owner Alice => World.Alice;

    /// <summary>Starts one, which may not yet serve, or never.</summary>
    internal static BankOnChain Start(MemoryRecordHost host, NeoNetwork network) => new(TestState.Start(host), network);

    /// <summary>Starts one and waits until it serves.</summary>
    internal static async Task<BankOnChain> OpenAsync(MemoryStore store, NeoNetwork network)
    {
        BankOnChain bank = Start(new MemoryRecordHost(store), network);
        await bank.State.UntilOpenAsync();
        return bank;
    }

    /// <summary>Waits until nothing is under way, and compares the ledger with the chain then.</summary>
    internal async Task<ReconcileResponse> SettledAsync(BankAccountDescription account)
    {
        ReconcileResponse? said = null;
        await Waiting.UntilAsync(async () => (said = await TryReconcileAsync(account)) is { UnderWay.Count: 0 });
        return said!;
    }

    /// <summary>Compares; null where the chain or the ledger moved on meanwhile.</summary>
    internal async Task<ReconcileResponse?> TryReconcileAsync(BankAccountDescription account)
    {
        try
        {
            return await Alice.ReconcileAsync(account);
        }
        catch (RequestException moved) when (moved.Code.Retryable)
        {
            return null;
        }
    }

    public void Dispose()
    {
        outbox.Dispose();
        State.Dispose();
        network.Dispose();
    }
}
