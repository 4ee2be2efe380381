using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace NeoServiceLayer.Tests.Sealing;

/// <summary>Stands between nsl and a gateway, passes every byte on, and keeps a copy.</summary>
internal sealed class RecordingProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<MemoryStream> seen = new();
    private readonly Uri gateway;

    internal RecordingProxy(Uri gateway)
    {
        this.gateway = gateway;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        _ = ServeAsync();
    }

    internal Uri Address { get; }

    /// <summary>Whether these bytes passed in one piece, in either direction.</summary>
    internal bool Saw(byte[] bytes) => seen.Any(stream =>
    {
        lock (stream)
        {
            return stream.ToArray().AsSpan().IndexOf(bytes) >= 0;
        }
    });

    public void Dispose() => listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using TcpClient near = client;
        using TcpClient far = new();
        await far.ConnectAsync(gateway.Host, gateway.Port);
        await Task.WhenAny(PassAsync(near.GetStream(), far.GetStream()), PassAsync(far.GetStream(), near.GetStream()));
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        MemoryStream copy = new();
        seen.Enqueue(copy);
        byte[] buffer = new byte[8192];
        try
        {
            for (int read; (read = await from.ReadAsync(buffer)) > 0;)
            {
                lock (copy)
                {
                    copy.Write(buffer, 0, read);
                }

                await to.WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception over) when (over is IOException or ObjectDisposedException)
        {
            // One side is gone, and so is what it would have said.
        }
    }
}
