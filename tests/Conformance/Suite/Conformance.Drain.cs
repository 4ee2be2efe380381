using System.Net.Sockets;
using System.Text.Json;
using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>How an enclave ends that is asked to: by SIGTERM, where it is a process.</summary>
public abstract partial class Conformance<TTransport>
{
    [Fact]
    public void What_was_answered_before_it_was_asked_to_end_reaches_a_peer_that_reads_late()
    {
        MustBeAskableToEnd();
        // More than the sockets hold, less than stops the enclave from reading.
        const int Count = 600;
        using RunningEnclave enclave = Transport.Start(Patient);
        using Peer beside = enclave.Dial();
        using Peer slow = enclave.Dial();
        string echo = new('e', 1000);
        for (int i = 0; i < Count; i++)
        {
            slow.Send(Peer.Request($"{i}", payload: $$"""{"echo":"{{echo}}"}"""));
        }

        Until(() => Figures(beside, "ping").GetProperty("succeeded").GetInt32() == Count, "all are answered");
        enclave.BeginDrain();
        Until(() => RefusesNew(enclave), "nothing new is taken");
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(echo, slow.Receive().MustSucceed($"{i}").GetProperty("echo").GetString());
        }

        slow.MustBeClosed();
        beside.MustBeClosed();
        Assert.Equal(0, enclave.AwaitDrained());
    }

    [Fact]
    public void What_is_in_flight_when_it_is_asked_to_end_is_answered()
    {
        MustBeAskableToEnd();
        const int Count = 64;
        using RunningEnclave enclave = Transport.Start(Patient);
        using Peer beside = enclave.Dial();
        using HostPeer host = AttachObligingHost(enclave);
        using Peer peer = enclave.Dial();
        Thread sending = new(() => SendHeavy(peer, Count)) { IsBackground = true };
        sending.Start();
        Until(() => beside.Metrics().GetProperty("inFlight").GetInt32() > 0, "something is in flight");
        HashSet<string> open = [.. Enumerable.Range(0, Count).Select(i => $"{i}")];
        if (Transport is not (OverHybrid or InMemory))
        {
            // What is sent is in the enclave's hands, in the end; a front, or this side of a pipe, may still have it in its own.
            sending.Join();
            enclave.BeginDrain();
            ReceiveUntilClosed(peer, open);
            Assert.Empty(open);
        }
        else
        {
            enclave.BeginDrain();
            ReceiveUntilClosed(peer, open);
            Assert.True(open.Count < Count);
        }

        Assert.Equal(0, enclave.AwaitDrained());
    }

    [Fact]
    public void An_enclave_that_waits_for_its_host_ends_when_asked_to()
    {
        MustBeAskableToEnd();
        using RunningEnclave enclave = Transport.Start(Patient);
        using Peer idle = enclave.Dial();
        Assert.Equal("waiting", idle.State());
        using Peer inside = enclave.Dial();
        inside.MustServe();
        inside.Stream.Write(Sample.AsSpan(0, Sample.Length - 1));
        enclave.BeginDrain();
        idle.MustBeClosed();
        inside.MustBeClosed();
        Assert.Equal(0, enclave.AwaitDrained());
        Assert.True(RefusesNew(enclave));
    }

    [Fact]
    public void A_host_is_told_in_the_log_that_the_enclave_ends()
    {
        MustBeAskableToEnd();
        using RunningEnclave enclave = Transport.Start(Patient);
        using HostPeer host = new(enclave.Dial(), new ParentRecords());
        host.Peer.Ask(AttachAsHost).MustSucceed("attach");
        host.AnswerOne();
        enclave.BeginDrain();
        List<string> events = [];
        try
        {
            while (true)
            {
                JsonElement asked = host.AnswerOne();
                if (Names(asked, "log", "append"))
                {
                    events.AddRange(asked.GetProperty("payload").GetProperty("events").EnumerateArray()
                        .Select(entry => entry.GetProperty("event").GetString()!));
                }
            }
        }
        catch (EndOfStreamException)
        {
            // It has ended.
        }

        Assert.Contains("enclave.draining", events);
        Assert.Equal(0, enclave.AwaitDrained());
    }

    [Fact]
    public void A_host_that_no_longer_answers_does_not_keep_the_enclave_from_ending()
    {
        MustBeAskableToEnd();
        using RunningEnclave enclave = Transport.Start(Impatient);
        using Peer mute = enclave.Dial();
        mute.Ask(AttachAsHost).MustSucceed("attach");
        enclave.BeginDrain();
        Assert.Equal(0, enclave.AwaitDrained());
    }

    /// <summary>Takes answers, each once, until the other side closes.</summary>
    private static void ReceiveUntilClosed(Peer peer, HashSet<string> open)
    {
        try
        {
            while (true)
            {
                Answer answer = peer.Receive();
                Assert.True(open.Remove(answer.RequestId), $"{answer.RequestId} was answered twice.");
                if (!answer.Success)
                {
                    answer.MustBeRefused("shuttingDown", answer.RequestId);
                }
            }
        }
        catch (EndOfStreamException)
        {
            // It has closed.
        }
    }

    private static bool RefusesNew(RunningEnclave enclave)
    {
        try
        {
            using Peer peer = enclave.Dial();
            return peer.Stream.Readable(TimeSpan.FromMilliseconds(50)) && peer.Stream.Read(new byte[1]) == 0;
        }
        catch (Exception refused) when (refused is SocketException or EndOfStreamException)
        {
            return true;
        }
    }

    private protected static JsonElement Figures(Peer peer, string operation) => peer.Metrics().GetProperty("operations").EnumerateArray()
        .Single(figures => figures.GetProperty("operation").GetString() == operation);

    private static void Until(Func<bool> isSo, string what)
    {
        long until = Environment.TickCount64 + (long)RawStream.Patience.TotalMilliseconds;
        while (!isSo())
        {
            Assert.True(Environment.TickCount64 < until, $"It did not come to pass that {what}.");
        }
    }
}
