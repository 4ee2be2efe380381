using System.Collections.Concurrent;
using System.Net;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Tests.Conformance.Flight;

/// <summary>How a <see cref="HoldServer"/> is reached.</summary>
public enum Reach
{
    /// <summary>In memory, tiny segments.</summary>
    Memory,

    /// <summary>Unix socket.</summary>
    Unix,

    /// <summary>TCP loopback.</summary>
    Tcp,

    /// <summary>Hybrid socket.</summary>
    Hybrid,
}

/// <summary>Sessions that serve ping on their thread and hold away from it, until the test releases it.</summary>
internal sealed class HoldServer : IDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<HoldResponse>> held = new();
    private readonly SocketFolder folder = new();
    private readonly SessionSettings settings;
    private readonly OperationTable table;
    private readonly Reach reach;
    private readonly Listener? listener;
    private readonly HybridFront? front;

    internal HoldServer(Reach reach, SessionSettings? settings = null, int maxCalls = 1024, long maxBytes = 64 << 20)
    {
        this.reach = reach;
        this.settings = settings ?? new SessionSettings();
        Admission = new Admission(maxCalls, maxBytes);
        table = new OperationMap()
            .Bind(SystemOperations.Ping, static (PingRequest request, in CallContext _) =>
                new PingResponse { Echo = request.Echo, Time = DateTime.UnixEpoch })
            .BindAsync(HoldOperation.Hold, (request, _) => new ValueTask<HoldResponse>(Entry(request.Key).Task))
            .Seal([SystemOperations.Ping, HoldOperation.Hold]);
        if (reach == Reach.Memory)
        {
            return;
        }

        listener = Listener.Open(
            reach == Reach.Tcp ? WireEndpoint.Tcp(IPAddress.Loopback, 0) : WireEndpoint.Unix(folder.File("e.sock")), new TransportSettings());
        new Thread(() => Accept(listener)) { IsBackground = true }.Start();
        front = reach == Reach.Hybrid ? new HybridFront(folder.File("h.sock"), folder.File("e.sock")) : null;
    }

    internal Admission Admission { get; }

    internal Peer Dial()
    {
        if (reach == Reach.Memory)
        {
            var (near, far) = MemoryConnection.CreatePair(4096, 16);
            new Thread(() => Serve(far)) { IsBackground = true }.Start();
            return new Peer(new MemoryStreamEnd(near));
        }

        return new Peer(front?.Open() ?? SocketDialer.Open(listener!.Endpoint));
    }

    internal static string Request(string id, string? key = null) =>
        Peer.Request(id, "hold", $$"""{"key":"{{key ?? id}}"}""", "test");

    internal void Release(string key) => Entry(key).SetResult(new HoldResponse { Key = key });

    internal void Refuse(string key, ErrorCode code) => Entry(key).SetException(new RequestException(code, "As the test wants it."));

    internal void Fault(string key, Exception fault) => Entry(key).SetException(fault);

    /// <summary>Waits until so many calls are in flight.</summary>
    internal void AwaitInFlight(int count)
    {
        long until = Environment.TickCount64 + (long)RawStream.Patience.TotalMilliseconds;
        while (Admission.Calls != count)
        {
            Assert.True(Environment.TickCount64 < until, $"{Admission.Calls} are in flight, not {count}.");
            Thread.Yield();
        }
    }

    public void Dispose()
    {
        foreach ((string key, TaskCompletionSource<HoldResponse> waiting) in held)
        {
            waiting.TrySetResult(new HoldResponse { Key = key });
        }

        front?.Dispose();
        listener?.Dispose();
        folder.Dispose();
    }

    private TaskCompletionSource<HoldResponse> Entry(string key) =>
        held.GetOrAdd(key, static _ => new TaskCompletionSource<HoldResponse>(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Accept(Listener from)
    {
        while (from.Accept() is { } connection)
        {
            new Thread(() => Serve(connection)) { IsBackground = true }.Start();
        }
    }

    private void Serve(Connection connection)
    {
        using (connection)
        {
            using ServerSession session = new(connection, table, settings, Admission);
            session.Run();
        }
    }
}
