using System.Net;
using System.Net.Sockets;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Services;
using NeoServiceLayer.Tests.Conformance.Peers;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Tests.Conformance.Enclaves;

/// <summary>An EnclaveHost in this process behind a listening socket.</summary>
internal sealed class ListeningEnclave : RunningEnclave
{
    private readonly Deployment deployment = Deployment.ForOneBoot(EnclaveMode.Local, TimeProvider.System);
    private readonly EnclaveClock clock = new(new MachineClock(), TimeProvider.System);
    private readonly UnsignedModule module = new();
    private readonly EnclaveHost host;
    private readonly Listener listener;
    private readonly Thread accepting;
    private readonly Draining draining;

    internal ListeningEnclave(WireEndpoint endpoint, byte[] configuration)
    {
        EnclaveSettings settings = EnclaveSettings.Parse(configuration);
        host = new EnclaveHost(settings, deployment, clock, EnclaveServices.Bind, module);
        listener = Listener.Open(endpoint, settings.ForTransports());
        accepting = new Thread(() => host.Run(listener)) { IsBackground = true };
        accepting.Start();
        draining = new Draining(() => host.Drain(listener, RawStream.Patience));
    }

    internal override RawStream Open() => SocketDialer.Open(listener.Endpoint);

    internal override void BeginDrain() => draining.Begin();

    internal override int AwaitDrained() => draining.Await();

    public override void Dispose()
    {
        draining.Await();
        accepting.Join();
        listener.Dispose();
        host.Dispose();
        clock.Dispose();
        module.Dispose();
        deployment.Dispose();
    }
}

/// <summary>An EnclaveHost in this process at the other end of in-memory connections with tiny segments.</summary>
internal sealed class MemoryEnclave : RunningEnclave
{
    private const int Capacity = 4096;
    private const int Segment = 16;

    private readonly EnclaveSettings settings;
    private readonly Deployment deployment = Deployment.ForOneBoot(EnclaveMode.Local, TimeProvider.System);
    private readonly EnclaveClock clock = new(new MachineClock(), TimeProvider.System);
    private readonly UnsignedModule module = new();
    private readonly EnclaveHost host;
    private readonly Draining draining;

    internal MemoryEnclave(byte[] configuration)
    {
        settings = EnclaveSettings.Parse(configuration);
        host = new EnclaveHost(settings, deployment, clock, EnclaveServices.Bind, module);
        draining = new Draining(() => host.Drain(RawStream.Patience));
    }

    internal override RawStream Open()
    {
        var (near, far) = MemoryConnection.CreatePair(Capacity, Segment, settings.ForTransports());
        host.Take(far);
        return new MemoryStreamEnd(near);
    }

    internal override void BeginDrain() => draining.Begin();

    internal override int AwaitDrained() => draining.Await();

    public override void Dispose()
    {
        draining.Await();
        host.Dispose();
        clock.Dispose();
        module.Dispose();
        deployment.Dispose();
    }
}

/// <summary>Drains once, beside the test.</summary>
internal sealed class Draining(Action drain)
{
    private readonly Lazy<Task> drained = new(() => Task.Run(drain));

    internal void Begin() => _ = drained.Value;

    internal int Await()
    {
        drained.Value.GetAwaiter().GetResult();
        return 0;
    }
}

/// <summary>Dials with System.Net.Sockets.</summary>
internal static class SocketDialer
{
    internal static RawStream Open(WireEndpoint endpoint) => endpoint.Kind == WireEndpointKind.Tcp
        ? Connected(new Socket(SocketType.Stream, ProtocolType.Tcp), new IPEndPoint(endpoint.Address!, (int)endpoint.Port))
        : Connected(
            new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
            new UnixDomainSocketEndPoint(endpoint.Path));

    private static SocketStream Connected(Socket socket, EndPoint to)
    {
        try
        {
            socket.Connect(to);
            return new SocketStream(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
