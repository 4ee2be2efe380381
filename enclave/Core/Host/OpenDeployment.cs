using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.Receipts;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>What there is once the enclave has a root key: the state that opens with it, and the services over that.</summary>
internal sealed class OpenDeployment : IDisposable
{
    private readonly FloorKey floors;
    private readonly StampedCalls stamped;
    private readonly EnclaveParts parts;

    /// <param name="deployment">Whose it is; not owned.</param>
    /// <param name="settings">The limits.</param>
    /// <param name="clock">The enclave's time.</param>
    /// <param name="log">Where to tell what happens.</param>
    /// <param name="bootId">This boot's id.</param>
    /// <param name="receiptKey">Signs the answers.</param>
    /// <param name="egress">HTTPS to the outside.</param>
    /// <param name="map">Where the operations of <c>system</c> are bound already; the services' follow.</param>
    /// <param name="bindServices">Binds them.</param>
    /// <exception cref="InvalidOperationException">An operation is unbound, or bound twice.</exception>
    internal OpenDeployment(
        Deployment deployment, EnclaveSettings settings, EnclaveClock clock, IEventLog log, ReadOnlyMemory<byte> bootId, ReceiptKey receiptKey,
        IEgressHttp egress, OperationMap map, Action<OperationMap, EnclaveParts> bindServices)
    {
        Deployment = deployment;
        State = new StateStore(deployment, settings.ForState(), clock, log, bootId.Span);
        floors = new FloorKey(deployment.RootKey, deployment.Mode);
        ReceiptSigner receipts = new(bootId, receiptKey, deployment, floors, clock);
        stamped = new StampedCalls(
            State, clock, settings.ForAccess(deployment), deployment.RootKey.Derive(KeyLabel.Idempotency, deployment.Mode, default), receipts,
            new PresentedFloors(floors, State.HoldAsync));
        parts = new EnclaveParts
        {
            State = State,
            Stamped = stamped,
            Deployment = deployment,
            Clock = clock,
            Events = log,
            Egress = egress,
            Settings = settings,
        };
        bindServices(map, parts);
        Table = map.Seal(Operations.All.Where(operation => operation.Place != Place.Parent), receipted: new PublicReceipts(receipts, () => State.Point).Wrap);
    }

    /// <summary>Which deployment it is.</summary>
    internal Deployment Deployment { get; }

    /// <summary>Its state.</summary>
    internal StateStore State { get; }

    /// <summary>How the Neo networks stand.</summary>
    internal IReadOnlyList<NetworkStatus> Networks => parts.Networks();

    /// <summary>The key that signs price reports; empty where there is none.</summary>
    internal ReadOnlyMemory<byte> FeedKey => parts.FeedKey;

    /// <summary>Every operation that the enclave serves.</summary>
    internal OperationTable Table { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        parts.EndServices();
        State.Dispose();
        stamped.Dispose();
        floors.Dispose();
    }
}
