using System.Diagnostics;
using System.Net.Sockets;
using Grpc.Net.Client;
using NeoServiceLayer.Perf.Load;

namespace NeoServiceLayer.Perf.Grpc;

/// <summary>So many tasks on one channel, each with one call at a time.</summary>
internal static class PingClient
{
    internal static async Task RunAsync(string path, int inFlight, int payloadBytes, double seconds)
    {
        using SocketsHttpHandler handler = new() { ConnectCallback = async (_, cancel) => await ConnectAsync(path, cancel) };
        using GrpcChannel channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = handler });
        System.SystemClient client = new(channel);
        PingRequest request = new() { Echo = new string('x', Math.Min(1024, payloadBytes - 11)) };
        LatencySamples samples = new(seconds);
        Lock gate = new();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(PingAsync)));
        samples.Print(payloadBytes, payloadBytes);

        async Task PingAsync()
        {
            long now = Stopwatch.GetTimestamp();
            while (!samples.Over(now))
            {
                long began = now;
                await client.PingAsync(request);
                now = Stopwatch.GetTimestamp();
                lock (gate)
                {
                    samples.Add(now, began);
                }
            }
        }
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancel)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
