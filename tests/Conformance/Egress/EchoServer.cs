using System.Net;
using System.Net.Sockets;

namespace NeoServiceLayer.Tests.Conformance.Egress;

/// <summary>A target on the loopback that sends back what comes, and finishes when its caller has.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly Socket listener = Listen();

    internal EchoServer() => _ = AcceptAsync();

    internal int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    internal static Socket Listen()
    {
        Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = EchoAsync(await listener.AcceptAsync());
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The test is at its end.
        }
    }

    private static async Task EchoAsync(Socket socket)
    {
        using (socket)
        {
            byte[] buffer = new byte[16 << 10];
            try
            {
                int count;
                while ((count = await socket.ReceiveAsync(buffer)) > 0)
                {
                    for (int sent = 0; sent < count;)
                    {
                        sent += await socket.SendAsync(buffer.AsMemory(sent, count - sent));
                    }
                }
            }
            catch (SocketException)
            {
                // The caller is gone.
            }
        }
    }
}
