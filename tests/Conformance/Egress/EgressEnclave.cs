using System.Net;
using System.Text;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Services;
using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Flight;
using NeoServiceLayer.Tests.Conformance.Peers;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Tests.Conformance.Egress;

/// <summary>An enclave in this process whose way out the test uses as a service would.</summary>
internal sealed class EgressEnclave : IDisposable
{
    internal const string Attach = """{"requestId":"attach","serviceType":"system","operation":"attach","payload":{"role":"egress"}}""";

    private readonly SocketFolder folder = new();
    private readonly EnclaveSettings settings;
    private readonly Deployment deployment = Deployment.ForOneBoot(EnclaveMode.Local, TimeProvider.System);
    private readonly EnclaveClock clock;
    private readonly EnclaveHost host;
    private readonly Listener? listener;
    private readonly HybridFront? front;

    internal EgressEnclave(Reach reach, string configuration = "{}", ITimeSource? time = null)
    {
        clock = new EnclaveClock(time ?? new MachineClock(), TimeProvider.System);
        settings = EnclaveSettings.Parse(Encoding.UTF8.GetBytes(configuration));
        host = new EnclaveHost(settings, deployment, clock, (map, parts) =>
        {
            EnclaveServices.Bind(map, parts);
            Http = parts.Egress;
        });
        if (reach == Reach.Memory)
        {
            return;
        }

        listener = Listener.Open(
            reach == Reach.Tcp ? WireEndpoint.Tcp(IPAddress.Loopback, 0) : WireEndpoint.Unix(folder.File("e.sock")), settings.ForTransports());
        new Thread(() => host.Run(listener)) { IsBackground = true }.Start();
        front = reach == Reach.Hybrid ? new HybridFront(folder.File("h.sock"), folder.File("e.sock")) : null;
    }

    /// <summary>Where a gateway finds it.</summary>
    internal WireEndpoint Endpoint => front?.Endpoint ?? listener!.Endpoint;

    internal EgressLines Lines => host.Egress;

    /// <summary>What services have of it.</summary>
    internal IEgressHttp Http { get; private set; } = null!;

    internal Peer Dial()
    {
        if (listener is null)
        {
            var (near, far) = MemoryConnection.CreatePair(4096, 16, settings.ForTransports());
            host.Take(far);
            return new Peer(new MemoryStreamEnd(near));
        }

        return new Peer(front?.Open() ?? SocketDialer.Open(listener.Endpoint));
    }

    /// <summary>A line that is parked by the time this returns.</summary>
    internal Peer Park()
    {
        Peer parent = Dial();
        int before = Lines.Parked;
        parent.Ask(Attach).MustSucceed("attach");
        AwaitParked(before + 1);
        return parent;
    }

    internal void AwaitParked(int count)
    {
        long until = Environment.TickCount64 + (long)RawStream.Patience.TotalMilliseconds;
        while (Lines.Parked != count)
        {
            Assert.True(Environment.TickCount64 < until, $"{Lines.Parked} are parked, not {count}.");
            Thread.Yield();
        }
    }

    internal Task<EgressStream> ConnectAsync(string host, int port, TimeSpan? timeout = null) =>
        Lines.ConnectAsync(host, port, timeout ?? RawStream.Patience, TestContext.Current.CancellationToken);

    internal void Drain() => host.Drain(RawStream.Patience);

    public void Dispose()
    {
        front?.Dispose();
        listener?.Close();
        Drain();
        listener?.Dispose();
        host.Dispose();
        clock.Dispose();
        deployment.Dispose();
        folder.Dispose();
    }
}
