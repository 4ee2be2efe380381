using System.Net.Sockets;
using System.Text.Json;
using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>Many at once, and peers that behave badly.</summary>
public abstract partial class Conformance<TTransport>
{
    /// <summary>More than any of this may cost, and far less than what unbounded buffers would take.</summary>
    private protected const long GenerousGrowth = 64L << 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(256)]
    public async Task Requests_in_flight_are_each_answered_once(int count)
    {
        using Peer peer = Shared.Dial();

        // Sent beside the reading: a transport may hold less than all requests and answers together.
        Task sending = Task.Run(
            () =>
            {
                for (int i = 0; i < count; i++)
                {
                    peer.Send(Mixed(i));
                }
            },
            TestContext.Current.CancellationToken);
        HashSet<int> open = [.. Enumerable.Range(0, count)];
        while (open.Count > 0)
        {
            Answer answer = peer.Receive();
            int i = int.Parse(answer.RequestId, System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(open.Remove(i), $"{i} was answered twice.");
            MustAnswerMixed(i, answer);
        }

        await sending;
        peer.MustServe();
    }

    [Fact]
    public void A_slow_reader_is_let_go_and_costs_little()
    {
        using RunningEnclave enclave = Transport.Start("""{"sendTimeoutMs":300}""");
        using Peer beside = enclave.Dial();
        using Peer slow = enclave.Dial();
        beside.MustServe();
        long before = enclave.MemoryInUse();
        long most = before;
        byte[] ask = Peer.Frame(Peer.Request("slow", payload: $$"""{"echo":"{{new string('e', 1000)}}"}"""));
        Thread asking = new(() => AskUntilClosed(slow, ask)) { IsBackground = true };
        asking.Start();
        while (!asking.Join(TimeSpan.FromMilliseconds(5)))
        {
            beside.MustServe();
            most = Math.Max(most, enclave.MemoryInUse());
        }

        Assert.InRange(most - before, long.MinValue, GenerousGrowth);
        beside.MustServe();
    }

    [Fact]
    public void Peers_that_vanish_under_their_answers_leave_nothing_behind()
    {
        using RunningEnclave enclave = Transport.Start(Transport.ForVanishingPeers);
        byte[] ask = Peer.Frame(Peer.Request("gone", payload: $$"""{"echo":"{{new string('e', 1000)}}"}"""));
        byte[] burst = [.. Enumerable.Repeat(ask, 64).SelectMany(one => one)];
        for (int i = 0; i < 50; i++)
        {
            using Peer peer = enclave.Dial();
            Thread writing = new(() => TryWrite(peer, burst)) { IsBackground = true };
            writing.Start();
            peer.Receive().MustSucceed("gone");
            peer.Stream.Vanish();
            writing.Join();
        }

        using Peer beside = enclave.Dial();
        MustForgetAllBut(1, beside);
    }

    [Fact]
    public void One_connection_too_many_is_closed_and_the_others_serve()
    {
        using RunningEnclave enclave = Transport.Start("""{"maxConnections":3}""");
        using Peer first = enclave.Dial();
        using Peer second = enclave.Dial();
        using Peer third = enclave.Dial();
        first.MustServe();
        second.MustServe();
        third.MustServe();
        using (Peer fourth = enclave.Dial())
        {
            fourth.MustBeClosed();
        }

        third.Stream.Vanish();
        MustServeSoon(enclave);
        first.MustServe();
        second.MustServe();
    }

    private static string Mixed(int i) => (i % 4) switch
    {
        0 => Peer.Request($"{i}", payload: $$"""{"echo":"echo {{i}}"}"""),
        1 => Peer.Request($"{i}", "getStatus"),
        2 => Peer.Request($"{i}", "nothing"),
        _ => Peer.Request($"{i}", "getMetrics"),
    };

    private void MustAnswerMixed(int i, Answer answer)
    {
        string id = $"{i}";
        switch (i % 4)
        {
            case 0:
                Assert.Equal($"echo {i}", answer.MustSucceed(id).GetProperty("echo").GetString());
                break;
            case 1:
                Assert.Equal(Transport.Mode, answer.MustSucceed(id).GetProperty("enclave").GetProperty("mode").GetString());
                break;
            case 2:
                answer.MustBeRefused("unknownOperation", id);
                break;
            default:
                Assert.Equal(JsonValueKind.Array, answer.MustSucceed(id).GetProperty("operations").ValueKind);
                break;
        }
    }

    /// <summary>False when the other side has closed.</summary>
    private protected static bool TryWrite(Peer peer, ReadOnlySpan<byte> bytes)
    {
        try
        {
            peer.Stream.Write(bytes);
            return true;
        }
        catch (Exception closed) when (closed is SocketException or ConnectionLostException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static void AskUntilClosed(Peer peer, byte[] ask)
    {
        while (TryWrite(peer, ask))
        {
        }
    }

    /// <summary>A place is free again as soon as the connection that had it is seen to be gone.</summary>
    private static void MustServeSoon(RunningEnclave enclave)
    {
        long until = Environment.TickCount64 + (long)RawStream.Patience.TotalMilliseconds;
        while (true)
        {
            using Peer peer = enclave.Dial();
            TryWrite(peer, Peer.Frame(Peer.Request("again")));
            if (peer.Stream.Readable(RawStream.Patience) && IsAnswered(peer))
            {
                return;
            }

            Assert.True(Environment.TickCount64 < until, "The place of a connection that is gone is not given to another.");
        }
    }

    private static bool IsAnswered(Peer peer)
    {
        try
        {
            peer.Receive().MustSucceed("again");
            return true;
        }
        catch (EndOfStreamException)
        {
            return false;
        }
    }
}
