using System.Net;
using System.Net.Sockets;
using NeoServiceLayer.Enclave.Nitro.Boot;
using NeoServiceLayer.Wire;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Boot;

/// <summary>The byte that nitro-cli waits for, over a stream of its own.</summary>
public sealed class HeartbeatTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void The_parent_is_asked_where_nitro_cli_listens() => Assert.Equal("vsock:3:9000", Heartbeat.Parent.ToString());

    [Fact]
    public async Task The_byte_comes_back()
    {
        (Task<byte[]> parent, WireEndpoint endpoint) = Parent(answer: [0xB7]);
        Heartbeat.Send(endpoint, Patience);
        Assert.Equal([0xB7], await parent);
    }

    [Fact]
    public async Task Another_byte_is_refused()
    {
        (Task<byte[]> parent, WireEndpoint endpoint) = Parent(answer: [0xB6]);
        Assert.Throws<BootException>(() => Heartbeat.Send(endpoint, Patience));
        await parent;
    }

    [Fact]
    public async Task No_byte_is_refused()
    {
        (Task<byte[]> parent, WireEndpoint endpoint) = Parent(answer: []);
        Assert.Throws<BootException>(() => Heartbeat.Send(endpoint, Patience));
        await parent;
    }

    [Fact]
    public void A_parent_that_does_not_listen_is_named()
    {
        WireEndpoint nobody = WireEndpoint.Unix(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")));
        BootException refused = Assert.Throws<BootException>(() => Heartbeat.Send(nobody, TimeSpan.Zero));
        Assert.Contains(nobody.ToString(), refused.Message, StringComparison.Ordinal);
    }

    private static (Task<byte[]> Received, WireEndpoint Endpoint) Parent(byte[] answer)
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return (AnswerOneAsync(listener, answer), WireEndpoint.Parse($"tcp:127.0.0.1:{port}"));
    }

    private static async Task<byte[]> AnswerOneAsync(TcpListener listener, byte[] answer)
    {
        using (listener)
        {
            using TcpClient client = await listener.AcceptTcpClientAsync();
            byte[] received = new byte[1];
            await client.GetStream().ReadExactlyAsync(received);
            await client.GetStream().WriteAsync(answer);
            return received;
        }
    }
}
