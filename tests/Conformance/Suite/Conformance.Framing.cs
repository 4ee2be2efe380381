using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>Lengths, splits and cuts.</summary>
public abstract partial class Conformance<TTransport>
{
    private const int SmallLimit = 4096;
    private const int DefaultLimit = 4 << 20;

    /// <summary>Fewer than a slow enclave's system lets wait to be accepted.</summary>
    private const int VanishTogether = 64;

    private protected static readonly byte[] Sample = Peer.Frame(Peer.Request("split", payload: """{"echo":"Grüße, 世界 😀"}"""));

    [Fact]
    public void A_frame_may_come_in_any_two_pieces()
    {
        using Peer peer = Shared.Dial();
        for (int split = 1; split < Sample.Length; split++)
        {
            peer.Stream.Write(Sample.AsSpan(0, split));
            peer.Stream.Write(Sample.AsSpan(split));
            Assert.Equal("Grüße, 世界 😀", peer.Receive().MustSucceed("split").GetProperty("echo").GetString());
        }
    }

    [Fact]
    public void A_frame_may_come_a_byte_at_a_time()
    {
        using Peer peer = Shared.Dial();
        foreach (byte one in Sample)
        {
            peer.Stream.Write([one]);
        }

        peer.Receive().MustSucceed("split");
        peer.MustServe();
    }

    [Fact]
    public void Two_frames_may_come_in_any_two_pieces()
    {
        byte[] both = [.. Peer.Frame(Peer.Request("one")), .. Peer.Frame(Peer.Request("two"))];
        using Peer peer = Shared.Dial();
        for (int split = 1; split < both.Length; split++)
        {
            peer.Stream.Write(both.AsSpan(0, split));
            peer.Stream.Write(both.AsSpan(split));
            peer.Receive().MustSucceed("one");
            peer.Receive().MustSucceed("two");
        }
    }

    [Theory]
    [InlineData(SmallLimit - 1)]
    [InlineData(SmallLimit)]
    public void A_frame_up_to_the_set_limit_is_served(int length)
    {
        using RunningEnclave enclave = Transport.Start($$"""{"maxFrameBytes":{{SmallLimit}}}""");
        using Peer peer = enclave.Dial();
        peer.Send(Peer.PingOfLength("long", length));
        peer.Receive().MustSucceed("long");
        peer.MustServe();
    }

    [Theory]
    [InlineData(DefaultLimit - 1)]
    [InlineData(DefaultLimit)]
    public void A_frame_up_to_the_limit_is_served(int length)
    {
        using Peer peer = Shared.Dial();
        peer.Send(Peer.PingOfLength("long", length));
        peer.Receive().MustSucceed("long");
        peer.MustServe();
    }

    [Fact]
    public void A_frame_of_nothing_is_malformed_and_ends_the_connection()
    {
        using Peer peer = Shared.Dial();
        peer.Stream.Write([0, 0, 0, 0]);
        peer.Receive().MustBeRefused("malformedFrame", "");
        peer.MustBeClosed();
    }

    [Theory]
    [InlineData(0x00, 0x40, 0x00, 0x01)]
    [InlineData(0x7F, 0xFF, 0xFF, 0xFF)]
    [InlineData(0x80, 0x00, 0x00, 0x00)]
    [InlineData(0xFF, 0xFF, 0xFF, 0xFF)]
    public void A_frame_over_the_limit_is_refused_by_its_length_alone(byte first, byte second, byte third, byte fourth)
    {
        using Peer peer = Shared.Dial();
        peer.Stream.Write([first, second, third, fourth]);
        peer.Receive().MustBeRefused("tooLarge", "");
        peer.MustBeClosed();
    }

    [Fact]
    public void What_came_before_a_broken_frame_is_answered_first()
    {
        using Peer peer = Shared.Dial();
        peer.Stream.Write([.. Peer.Frame(Peer.Request("good")), 0, 0, 0, 0]);
        peer.Receive().MustSucceed("good");
        peer.Receive().MustBeRefused("malformedFrame", "");
        peer.MustBeClosed();
    }

    [Fact]
    public void A_stream_cut_at_any_byte_is_answered_as_documented()
    {
        MustPassHalfCloses();
        byte[] frame = Peer.Frame(Peer.Request("cut"));
        for (int cut = 0; cut <= frame.Length; cut++)
        {
            using Peer peer = Shared.Dial();
            peer.Stream.Write(frame.AsSpan(0, cut));
            peer.Stream.FinishSending();
            if (cut == frame.Length)
            {
                peer.Receive().MustSucceed("cut");
            }
            else if (cut > 0)
            {
                peer.Receive().MustBeRefused("malformedFrame", "");
            }

            peer.MustBeClosed();
        }
    }

    [Fact]
    public void A_peer_may_vanish_at_any_byte()
    {
        using RunningEnclave enclave = Transport.Start(Transport.ForVanishingPeers);
        using Peer beside = enclave.Dial();
        byte[] frames = [.. Peer.Frame(Peer.Request("answered")), .. Peer.Frame(Peer.Request("cut"))];
        for (int cut = 0; cut <= frames.Length; cut++)
        {
            using Peer peer = enclave.Dial();
            peer.Stream.Write(frames.AsSpan(0, cut));
            peer.Stream.Vanish();
            if (cut % VanishTogether == 0)
            {
                MustForgetAllBut(1, beside);
            }
        }

        MustForgetAllBut(1, beside);
    }

    /// <summary>Waits until no more connections are open: those that are gone hold nothing.</summary>
    private static void MustForgetAllBut(int connections, Peer beside)
    {
        long until = Environment.TickCount64 + (long)RawStream.Patience.TotalMilliseconds;
        while (beside.Metrics().GetProperty("connections").GetInt32() > connections)
        {
            Assert.True(Environment.TickCount64 < until, "Connections whose peer is gone stay open.");
        }
    }
}
