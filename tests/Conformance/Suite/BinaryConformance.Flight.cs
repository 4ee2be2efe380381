using System.Text.Json;
using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>
/// Requests in flight on the program that ships, which has no operation that waits for a test (InFlightTests has one, in
/// process): a verification of much data leaves its connection's thread and takes long enough for others to come before it.
/// What depends on who is faster is tried until it is seen; what must hold every time is held to every time.
/// </summary>
public abstract partial class BinaryConformance<TTransport>
{
    private const int Tries = 500;

    [Fact]
    public void A_quick_answer_overtakes_a_slow_one()
    {
        using RunningEnclave enclave = Transport.Start("{}");
        using HostPeer host = AttachObligingHost(enclave);
        using Peer peer = enclave.Dial();
        MustBeSeen(() =>
        {
            peer.Stream.Write([.. Peer.Frame(Heavy("slow")), .. Peer.Frame(Peer.Request("quick"))]);
            Answer first = peer.Receive();
            Answer second = peer.Receive();
            Assert.Equal(["quick", "slow"], new[] { first.RequestId, second.RequestId }.Order(StringComparer.Ordinal));
            Assert.True(first.Success && second.Success);
            return first.RequestId == "quick";
        });
    }

    [Fact]
    public void An_id_in_flight_is_refused_and_free_again_afterwards()
    {
        using RunningEnclave enclave = Transport.Start("{}");
        using HostPeer host = AttachObligingHost(enclave);
        using Peer peer = enclave.Dial();
        MustBeSeen(() =>
        {
            peer.Stream.Write([.. Peer.Frame(Heavy("same")), .. Peer.Frame(Peer.Request("same"))]);
            Answer[] answers = [peer.Receive(), peer.Receive()];
            Answer? refused = Array.Find(answers, answer => !answer.Success);
            refused?.MustBeRefused("duplicateRequestId", "same");
            Assert.Equal(refused is null ? 2 : 1, answers.Count(answer => answer.Success && answer.RequestId == "same"));
            peer.Ask(Peer.Request("same")).MustSucceed("same");
            return refused is not null;
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void More_in_flight_than_a_connection_may_have_is_overloaded_and_not_done(int limit)
    {
        using RunningEnclave enclave = Transport.Start($$"""{"maxInFlightPerConnection":{{limit}}}""");
        using HostPeer host = AttachObligingHost(enclave);
        using Peer peer = enclave.Dial();
        int done = 0;
        int refused = 0;
        MustBeSeen(() =>
        {
            (int ok, int overloaded) = AskHeavy(peer, 4 * limit);
            done += ok;
            refused += overloaded;
            return overloaded > 0;
        });
        MustHaveCounted(peer, done, refused);
        peer.Ask(Heavy("alone")).MustSucceed("alone");
    }

    [Fact]
    public void More_in_flight_than_all_connections_may_have_is_overloaded_and_not_done()
    {
        using RunningEnclave enclave = Transport.Start("""{"maxInFlight":1}""");
        using HostPeer host = AttachObligingHost(enclave);
        using Peer one = enclave.Dial();
        using Peer other = enclave.Dial();
        int done = 0;
        int refused = 0;
        MustBeSeen(() =>
        {
            one.Send(Heavy("one"));
            Answer second = other.Ask(Heavy("other"));
            Answer first = one.Receive();
            foreach (Answer answer in new[] { first, second }.Where(answer => !answer.Success))
            {
                answer.MustBeRefused("overloaded", answer.RequestId);
                refused++;
            }

            done += (first.Success ? 1 : 0) + (second.Success ? 1 : 0);
            return !second.Success;
        });
        MustHaveCounted(other, done, refused);
        other.Ask(Heavy("alone")).MustSucceed("alone");
    }

    [Fact]
    public void More_bytes_than_may_be_in_flight_are_overloaded()
    {
        using RunningEnclave enclave = Transport.Start("""{"maxInFlightBytes":65536}""");
        using HostPeer host = AttachObligingHost(enclave);
        using Peer peer = enclave.Dial();
        peer.Ask(Heavy("much")).MustBeRefused("overloaded", "much");
        peer.Ask(Verification("little", "AAAA")).MustSucceed("little");
    }

    /// <summary>Asks for so many at once; each is answered once, with success or <c>overloaded</c>.</summary>
    private static (int Done, int Overloaded) AskHeavy(Peer peer, int count)
    {
        Thread sending = new(() => SendHeavy(peer, count)) { IsBackground = true };
        sending.Start();
        HashSet<string> open = [.. Enumerable.Range(0, count).Select(i => $"{i}")];
        int done = 0;
        while (open.Count > 0)
        {
            Answer answer = peer.Receive();
            Assert.True(open.Remove(answer.RequestId), $"{answer.RequestId} was answered twice.");
            if (answer.Success)
            {
                done++;
            }
            else
            {
                answer.MustBeRefused("overloaded", answer.RequestId);
            }
        }

        sending.Join();
        return (done, count - done);
    }

    private static void MustHaveCounted(Peer peer, int done, int refused)
    {
        JsonElement figures = Figures(peer, "verifyData");
        Assert.Equal(done, figures.GetProperty("succeeded").GetInt32());
        Assert.Equal(refused, figures.GetProperty("failed").GetProperty("overloaded").GetInt32());
    }

    private static void MustBeSeen(Func<bool> seen) =>
        Assert.True(Enumerable.Range(0, Tries).Any(_ => seen()), $"It was not seen in {Tries} tries.");
}
