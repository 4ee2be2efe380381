using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>What holds over sockets besides: time limits of receiving, and its budget of memory. In memory there are neither.</summary>
/// <typeparam name="TTransport">How the enclave is reached.</typeparam>
public abstract class SocketConformance<TTransport>(TTransport transport) : Conformance<TTransport>(transport)
    where TTransport : Transport
{
    [Fact]
    public void A_slow_writer_is_let_go_when_its_frame_is_late()
    {
        using RunningEnclave enclave = Transport.Start("""{"frameTimeoutMs":200}""");
        using Peer beside = enclave.Dial();
        using Peer slow = enclave.Dial();
        byte[] frame = Peer.Frame(Peer.PingOfLength("slow", 100_000));
        int sent = 0;
        while (!slow.Stream.Readable(TimeSpan.FromMilliseconds(5)) && sent < frame.Length)
        {
            TryWrite(slow, frame.AsSpan(sent++, 1));
        }

        Assert.InRange(sent, 1, frame.Length - 1);
        slow.MustBeClosed();
        beside.MustServe();
    }

    [Fact]
    public void A_frame_that_never_ends_is_let_go()
    {
        using RunningEnclave enclave = Transport.Start("""{"frameTimeoutMs":100}""");
        using Peer slow = enclave.Dial();
        slow.Stream.Write(Sample.AsSpan(0, Sample.Length - 1));
        slow.MustBeClosed();
    }

    [Fact]
    public void A_silent_peer_is_let_go()
    {
        using RunningEnclave enclave = Transport.Start("""{"idleTimeoutMs":100}""");
        using Peer silent = enclave.Dial();
        silent.MustServe();
        silent.MustBeClosed();
    }

    [Fact]
    public void A_line_that_is_parked_may_be_silent()
    {
        using RunningEnclave enclave = Transport.Start("""{"idleTimeoutMs":100}""");
        using Peer line = Park(enclave);
        for (int i = 0; i < 3; i++)
        {
            using Peer silent = enclave.Dial();
            silent.MustServe();
            silent.MustBeClosed();
        }

        using Peer beside = enclave.Dial();
        Assert.Equal(1, beside.Metrics().GetProperty("parkedLines").GetInt32());
    }

    [Fact]
    public void Many_long_frames_at_once_stay_within_the_receive_budget()
    {
        const int Budget = 4 << 20;
        using RunningEnclave enclave = Transport.Start($$"""{"maxReceiveBytes":{{Budget}},"maxFrameBytes":4194304}""");
        using Peer beside = enclave.Dial();
        beside.MustServe();
        long before = enclave.MemoryInUse();
        byte[] frame = Peer.Frame(Peer.PingOfLength("long", 3 << 20));
        List<Peer> peers = [.. Enumerable.Range(0, 20).Select(_ => enclave.Dial())];
        foreach (Peer peer in peers)
        {
            // All but the last byte: each wants to be kept. Some will be refused, which is what the budget is for.
            Thread writing = new(() => TryWrite(peer, frame.AsSpan(0, frame.Length - 1))) { IsBackground = true };
            writing.Start();
            while (!writing.Join(TimeSpan.FromMilliseconds(20)))
            {
                beside.MustServe();
            }
        }

        Assert.InRange(enclave.MemoryInUse() - before, long.MinValue, GenerousGrowth);
        peers.ForEach(peer => peer.Dispose());
        beside.MustServe();
    }
}
