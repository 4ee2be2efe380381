using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Flight;

/// <summary>Requests that are answered when the test says so, in the order that it chooses, over every transport.</summary>
public sealed class InFlightTests
{
    public static TheoryData<Reach, int> ReachesAndCounts { get; } =
        [.. Enum.GetValues<Reach>().SelectMany(reach => new[] { 1, 2, 64, 256 }.Select(count => (reach, count)))];

    public static TheoryData<Reach> Reaches { get; } = [.. Enum.GetValues<Reach>()];

    [Theory]
    [MemberData(nameof(ReachesAndCounts))]
    public void Answers_come_in_the_order_in_which_the_work_ends(Reach reach, int count)
    {
        using HoldServer server = new(reach);
        using Peer peer = server.Dial();
        for (int i = 0; i < count; i++)
        {
            peer.Send(HoldServer.Request($"r{i}"));
        }

        server.AwaitInFlight(count);
        int[] order = [.. Enumerable.Range(0, count)];
        new Random(count).Shuffle(order);
        foreach (int i in order)
        {
            peer.MustServe($"between{i}");
            server.Release($"r{i}");
            Assert.Equal($"r{i}", peer.Receive().MustSucceed($"r{i}").GetProperty("key").GetString());
        }

        server.AwaitInFlight(0);
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public void Work_that_ends_all_at_once_is_answered_once_each(Reach reach)
    {
        const int Count = 256;
        using HoldServer server = new(reach);
        using Peer peer = server.Dial();
        for (int i = 0; i < Count; i++)
        {
            peer.Send(HoldServer.Request($"r{i}"));
        }

        server.AwaitInFlight(Count);
        Parallel.For(0, Count, i => server.Release($"r{i}"));
        HashSet<string> seen = [];
        for (int i = 0; i < Count; i++)
        {
            Answer answer = peer.Receive();
            Assert.True(seen.Add(answer.RequestId));
            Assert.Equal(answer.RequestId, answer.MustSucceed(answer.RequestId).GetProperty("key").GetString());
        }

        peer.MustServe();
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public void An_id_in_flight_is_refused_on_its_connection_and_free_on_others_and_afterwards(Reach reach)
    {
        using HoldServer server = new(reach);
        using Peer peer = server.Dial();
        using Peer other = server.Dial();
        peer.Send(HoldServer.Request("same", "first"));
        server.AwaitInFlight(1);
        peer.Ask(HoldServer.Request("same", "second")).MustBeRefused("duplicateRequestId", "same");
        peer.Ask(HoldServer.Request("s\\u0061me", "second")).MustBeRefused("duplicateRequestId", "same");
        peer.Ask(Peer.Request("same")).MustBeRefused("duplicateRequestId", "same");
        other.Ask(Peer.Request("same")).MustSucceed("same");
        server.Release("first");
        Assert.Equal("first", peer.Receive().MustSucceed("same").GetProperty("key").GetString());
        server.Release("second");
        Assert.Equal("second", peer.Ask(HoldServer.Request("same", "second")).MustSucceed("same").GetProperty("key").GetString());
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public void More_than_a_connection_may_have_in_flight_is_overloaded(Reach reach)
    {
        using HoldServer server = new(reach, new SessionSettings { MaxInFlight = 3 });
        using Peer peer = server.Dial();
        using Peer other = server.Dial();
        for (int i = 0; i < 3; i++)
        {
            peer.Send(HoldServer.Request($"r{i}"));
        }

        peer.Ask(HoldServer.Request("r3")).MustBeRefused("overloaded", "r3");
        peer.MustServe();
        other.Send(HoldServer.Request("other"));
        server.AwaitInFlight(4);
        server.Release("r1");
        peer.Receive().MustSucceed("r1");
        server.Release("r3");
        peer.Ask(HoldServer.Request("r3")).MustSucceed("r3");
        server.Release("other");
        other.Receive().MustSucceed("other");
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public void More_than_all_connections_may_have_in_flight_is_overloaded(Reach reach)
    {
        using HoldServer server = new(reach, maxCalls: 2);
        using Peer one = server.Dial();
        using Peer two = server.Dial();
        one.Send(HoldServer.Request("a"));
        two.Send(HoldServer.Request("b"));
        server.AwaitInFlight(2);
        one.Ask(HoldServer.Request("c")).MustBeRefused("overloaded", "c");
        two.Ask(HoldServer.Request("c")).MustBeRefused("overloaded", "c");
        one.MustServe();
        server.Release("b");
        two.Receive().MustSucceed("b");
        server.Release("c");
        one.Ask(HoldServer.Request("c")).MustSucceed("c");
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public void More_bytes_than_may_be_in_flight_are_overloaded(Reach reach)
    {
        using HoldServer server = new(reach, maxBytes: 100);
        using Peer peer = server.Dial();
        peer.Send(HoldServer.Request("a", new string('k', 60)));
        server.AwaitInFlight(1);
        peer.Ask(HoldServer.Request("b", new string('l', 60))).MustBeRefused("overloaded", "b");
        server.Release(new string('k', 60));
        peer.Receive().MustSucceed("a");
        server.Release(new string('l', 60));
        peer.Ask(HoldServer.Request("b", new string('l', 60))).MustSucceed("b");
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public void A_peer_that_vanishes_with_requests_in_flight_leaves_nothing_behind(Reach reach)
    {
        using HoldServer server = new(reach);
        using Peer beside = server.Dial();
        using (Peer peer = server.Dial())
        {
            for (int i = 0; i < 64; i++)
            {
                peer.Send(HoldServer.Request($"r{i}"));
            }

            server.AwaitInFlight(64);
            peer.Stream.Vanish();
        }

        beside.MustServe();
        for (int i = 0; i < 64; i++)
        {
            server.Release($"r{i}");
        }

        server.AwaitInFlight(0);
        beside.MustServe();
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public void A_peer_that_has_finished_sending_still_gets_its_answers(Reach reach)
    {
        using HoldServer server = new(reach);
        using Peer peer = server.Dial();
        peer.Send(HoldServer.Request("a"));
        peer.Send(HoldServer.Request("b"));
        peer.Stream.FinishSending();
        server.AwaitInFlight(2);
        server.Release("b");
        peer.Receive().MustSucceed("b");
        server.Release("a");
        peer.Receive().MustSucceed("a");
        peer.MustBeClosed();
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public void Work_that_fails_is_answered_and_tells_nothing_of_the_fault(Reach reach)
    {
        using HoldServer server = new(reach);
        using Peer peer = server.Dial();
        peer.Send(HoldServer.Request("refused"));
        server.Refuse("refused", ErrorCode.Forbidden);
        peer.Receive().MustBeRefused("forbidden", "refused");
        peer.Send(HoldServer.Request("fault"));
        server.Fault("fault", new InvalidOperationException("a secret"));
        byte[] body = peer.ReceiveBody();
        new Answer(body).MustBeRefused("internalError", "fault");
        Assert.DoesNotContain("secret", System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        peer.MustServe();
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public void A_broken_frame_does_not_lose_the_answers_in_flight(Reach reach)
    {
        using HoldServer server = new(reach);
        using Peer peer = server.Dial();
        peer.Send(HoldServer.Request("a"));
        server.AwaitInFlight(1);
        peer.Stream.Write([0, 0, 0, 0]);
        peer.Stream.FinishSending();
        server.Release("a");
        HashSet<string> ids = [peer.Receive().RequestId, peer.Receive().RequestId];
        Assert.Equal(["", "a"], ids.Order(StringComparer.Ordinal));
        peer.MustBeClosed();
    }

    [Fact]
    public void What_is_no_longer_waited_for_has_been_answered()
    {
        // What a process that drains relies on: it closes the connections next.
        using HoldServer server = new(Reach.Unix);
        using Peer peer = server.Dial();
        for (int i = 0; i < 300; i++)
        {
            peer.Send(HoldServer.Request($"r{i}"));
            server.AwaitInFlight(1);
            server.Release($"r{i}");
            server.Admission.WaitUntilIdle(RawStream.Patience);
            Assert.True(peer.Stream.Readable(TimeSpan.Zero));
            peer.Receive().MustSucceed($"r{i}");
        }
    }
}
