using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>What the host of the services gives them to work with. It owns what is in here.</summary>
public sealed class EnclaveParts
{
    private readonly List<IDisposable> ending = [];

    /// <summary>Where everything is kept; it serves once a host is attached whose store is the right one.</summary>
    public required IStateStore State { get; init; }

    /// <summary>What stamped operations are bound to.</summary>
    public required StampedCalls Stamped { get; init; }

    /// <summary>Which deployment this is.</summary>
    public required Deployment Deployment { get; init; }

    /// <summary>The enclave's time.</summary>
    public required EnclaveClock Clock { get; init; }

    /// <summary>Where to tell what happens.</summary>
    public required IEventLog Events { get; init; }

    /// <summary>HTTPS to the outside.</summary>
    public required IEgressHttp Egress { get; init; }

    /// <summary>The limits.</summary>
    public required EnclaveSettings Settings { get; init; }

    /// <summary>Says how the Neo networks stand, for <c>system.getStatus</c>; there are none until somebody sets this who reads them.</summary>
    public Func<IReadOnlyList<NetworkStatus>> Networks { get; set; } = static () => [];

    /// <summary>The key that signs price reports, a compressed point of 33 bytes, for the attestation document; there is none until somebody sets this.</summary>
    public ReadOnlyMemory<byte> FeedKey { get; set; }

    /// <summary>Makes a service that the host disposes of when it serves nobody any more.</summary>
    public T Own<T>(Func<T> make)
        where T : IDisposable
    {
        ArgumentNullException.ThrowIfNull(make);
        T service = make();
        ending.Add(service);
        return service;
    }

    /// <summary>Ends them, the last one made first: it may use those before it.</summary>
    internal void EndServices()
    {
        for (int i = ending.Count - 1; i >= 0; i--)
        {
            ending[i].Dispose();
        }
    }
}
