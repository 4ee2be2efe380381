using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Host;

namespace NeoServiceLayer.Enclave.Chain;

/// <summary>
/// The networks of the configuration and the outbox, for a composition root: made first, so that services can be given them and name who
/// hears of outcomes; started when all of these are there.
/// </summary>
public sealed class ChainServices
{
    private readonly TransactionOutbox outbox;

    private ChainServices(NeoNetworks networks, TransactionOutbox outbox) => (Networks, this.outbox) = (networks, outbox);

    /// <summary>The networks.</summary>
    public NeoNetworks Networks { get; }

    /// <summary>The outbox.</summary>
    public ITransactionOutbox Outbox => outbox;

    /// <summary>Makes them; the enclave's parts own them from then on, and tell of the networks in <c>system.getStatus</c>.</summary>
    public static ChainServices From(EnclaveParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        NeoNetwork[] networks =
            [.. parts.Settings.Networks.Select(network => parts.Own(() => new NeoNetwork(network, parts.Egress, parts.Clock)))];
        parts.Networks = () => [.. networks.Select(network => network.Describe())];
        NeoNetworks all = new(networks);
        return new ChainServices(all, parts.Own(() => new TransactionOutbox(all, parts.State, parts.Clock, parts.Events, new OutboxSettings())));
    }

    /// <summary>Has the outbox work, once every service has named its handlers; it waits for the state by itself.</summary>
    public void Start() => outbox.Start();
}
