using System.Net;
using System.Net.Sockets;
using System.Text;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Gateway.EnclaveLink;
using NeoServiceLayer.Gateway.HostServices.Egress;
using NeoServiceLayer.Protocol.Egress;
using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Flight;
using NeoServiceLayer.Tests.Conformance.Peers;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Tests.Conformance.Egress;

/// <summary>The gateway's own code parks lines at an enclave and leads them to targets on the loopback.</summary>
public sealed class GatewayEgressTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Reach> Reaches { get; } = [Reach.Unix, Reach.Tcp, Reach.Hybrid];

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task Lines_are_kept_parked_and_lead_to_the_target(Reach reach)
    {
        using EgressEnclave enclave = new(reach);
        using EgressService gateway = Start(enclave, new EgressSettings { Parked = 3 });
        using EchoServer echo = new();
        enclave.AwaitParked(3);
        byte[] much = new byte[1 << 20];
        new Random(2).NextBytes(much);
        for (int i = 0; i < 10; i++)
        {
            using EgressStream stream = await enclave.ConnectAsync(i % 2 == 0 ? "127.0.0.1" : "localhost", echo.Port);
            Task writing = WriteAsync(stream, much);
            byte[] back = new byte[much.Length];
            await stream.ReadExactlyAsync(back, Cancel);
            await writing;
            Assert.Equal(much, back);

            // This side has finished; the server sees that, and finishes too.
            Assert.Equal(0, await stream.ReadAsync(back, Cancel));
        }

        enclave.AwaitParked(3);
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task A_target_that_is_not_there_is_a_status(Reach reach)
    {
        using EgressEnclave enclave = new(reach);
        using EgressService gateway = Start(enclave, new EgressSettings());
        using Socket deaf = new(SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        EgressException refused = await Assert.ThrowsAsync<EgressException>(
            () => enclave.ConnectAsync("127.0.0.1", ((IPEndPoint)deaf.LocalEndPoint!).Port));
        Assert.Equal((EgressFailure.Refused, 502), (refused.Failure, refused.Status));
        using EchoServer echo = new();
        (await enclave.ConnectAsync("127.0.0.1", echo.Port)).Dispose();
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task A_target_that_vanishes_ends_the_line(Reach reach)
    {
        using EgressEnclave enclave = new(reach);
        using EgressService gateway = Start(enclave, new EgressSettings());
        using Socket listener = EchoServer.Listen();
        using EgressStream stream = await enclave.ConnectAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port);
        using (Socket target = await listener.AcceptAsync(Cancel))
        {
            target.LingerState = new LingerOption(true, 0);
        }

        // The line is closed: over some streams that reads as an end, over others as a loss.
        try
        {
            Assert.Equal(0, await stream.ReadAsync(new byte[1], Cancel));
        }
        catch (ConnectionLostException)
        {
            Assert.NotEqual(Reach.Unix, reach);
        }
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task More_lines_than_allowed_are_a_status_and_one_that_ends_makes_room(Reach reach)
    {
        using EgressEnclave enclave = new(reach);
        using EgressService gateway = Start(enclave, new EgressSettings { MaxLines = 1 });
        using EchoServer echo = new();
        using (await enclave.ConnectAsync("127.0.0.1", echo.Port))
        {
            EgressException refused = await Assert.ThrowsAsync<EgressException>(() => enclave.ConnectAsync("127.0.0.1", echo.Port));
            Assert.Equal((EgressFailure.Refused, 503), (refused.Failure, refused.Status));
        }

        while (true)
        {
            try
            {
                (await enclave.ConnectAsync("127.0.0.1", echo.Port)).Dispose();
                return;
            }
            catch (EgressException refused) when (refused.Status == 503)
            {
                // The gateway has not seen yet that the first is gone.
                Cancel.ThrowIfCancellationRequested();
            }
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 405)]
    [InlineData("CONNECT a:1 HTTP/2\r\n\r\n", 400)]
    [InlineData("CONNECT  HTTP/1.1\r\n\r\n", 400)]
    [InlineData("CONNECT HTTP/1.1\r\n\r\n", 400)]
    [InlineData("CONNECT a HTTP/1.1\r\n\r\n", 400)]
    [InlineData("CONNECT a b:1 HTTP/1.1\r\n\r\n", 400)]
    public void A_head_that_is_no_connect_is_a_status(string head, int status)
    {
        using FakeEnclave enclave = new();
        using RawStream line = enclave.AcceptParked();
        line.Write(Encoding.ASCII.GetBytes(head));
        Assert.StartsWith($"HTTP/1.1 {status} ", ReadToEnd(line), StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_that_is_too_long_is_a_status()
    {
        using FakeEnclave enclave = new();
        using RawStream line = enclave.AcceptParked();
        line.Write(Encoding.ASCII.GetBytes("CONNECT a:1 HTTP/1.1\r\nX: ".PadRight(ConnectHead.MaxLength, 'x')));
        Assert.StartsWith("HTTP/1.1 431 ", ReadToEnd(line), StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_that_is_slow_or_cut_ends_the_line_and_another_is_parked()
    {
        using FakeEnclave enclave = new();
        using (RawStream slow = enclave.AcceptParked())
        {
            slow.Write("CONNECT a:1"u8);
            Assert.Equal("", ReadToEnd(slow));
        }

        using (RawStream cut = enclave.AcceptParked())
        {
            cut.Write("CONNECT a:1"u8);
            cut.FinishSending();
            Assert.Equal("", ReadToEnd(cut));
        }

        enclave.AcceptParked().Dispose();
    }

    private static EgressService Start(EgressEnclave enclave, EgressSettings settings)
    {
        EgressService gateway = new(new EnclaveLinkSettings { Endpoint = enclave.Endpoint }, settings);
        gateway.Start();
        return gateway;
    }

    private static async Task WriteAsync(EgressStream stream, byte[] bytes)
    {
        await stream.WriteAsync(bytes, Cancel);
        stream.FinishSending();
    }

    private static string ReadToEnd(RawStream line)
    {
        StringBuilder text = new();
        byte[] one = new byte[1];
        while (line.Read(one) > 0)
        {
            text.Append((char)one[0]);
        }

        return text.ToString();
    }

    /// <summary>An enclave's end point at which the test itself answers one line of a gateway's.</summary>
    private sealed class FakeEnclave : IDisposable
    {
        private readonly SocketFolder folder = new();
        private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        private readonly EgressService gateway;

        internal FakeEnclave()
        {
            string path = folder.File("e.sock");
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen();
            gateway = new EgressService(
                new EnclaveLinkSettings
                {
                    Endpoint = WireEndpoint.Unix(path),
                    Transport = new TransportSettings { FrameTimeout = TimeSpan.FromMilliseconds(200), IdleTimeout = TimeSpan.FromMilliseconds(200) },
                },
                new EgressSettings { Parked = 1 });
            gateway.Start();
        }

        internal RawStream AcceptParked()
        {
            SocketStream line = new(listener.Accept());
            Peer peer = new(line);
            Assert.Contains("\"role\":\"egress\"", Encoding.UTF8.GetString(peer.ReceiveBody()), StringComparison.Ordinal);
            peer.Send("""{"requestId":"attach","success":true,"errorMessage":null,"payload":{}}""");
            return line;
        }

        public void Dispose()
        {
            gateway.Dispose();
            listener.Dispose();
            folder.Dispose();
        }
    }
}
