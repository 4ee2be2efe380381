using System.Net.Sockets;
using System.Text.Json;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>Connections that turn round.</summary>
public abstract partial class Conformance<TTransport>
{
    private const string AttachAsHost = """{"requestId":"attach","serviceType":"system","operation":"attach","payload":{"role":"host"}}""";
    private const string Patient = """{"hostTimeoutMs":60000}""";
    private const string Impatient = """{"hostTimeoutMs":300}""";

    [Fact]
    public void A_host_is_asked_for_heartbeats_and_given_the_log()
    {
        using RunningEnclave enclave = Transport.Start(Impatient);
        using Peer client = enclave.Dial();
        Assert.Equal("waiting", client.State());
        using HostPeer host = new(enclave.Dial(), new ParentRecords());
        Assert.Equal("{}", host.Peer.Ask(AttachAsHost).MustSucceed("attach").GetRawText());
        bool serving = false;
        bool logged = false;
        while (!serving || !logged)
        {
            JsonElement asked = host.AnswerOne();
            serving |= Names(asked, "host", "heartbeat") && asked.GetProperty("payload").GetProperty("serving").GetBoolean();
            logged |= Names(asked, "log", "append") && asked.GetProperty("payload").GetProperty("events").EnumerateArray()
                .Any(entry => entry.GetProperty("event").GetString() == "host.attached");
        }

        Assert.Equal("serving", client.State());
    }

    [Fact]
    public void A_host_that_answers_stays_for_many_times_the_time_out()
    {
        using RunningEnclave enclave = Transport.Start(Impatient);
        using HostPeer host = new(enclave.Dial(), new ParentRecords());
        host.Peer.Ask(AttachAsHost).MustSucceed("attach");
        for (int beats = 0; beats < 15;)
        {
            beats += Names(host.AnswerOne(), "host", "heartbeat") ? 1 : 0;
        }

        using Peer other = enclave.Dial();
        other.Ask(AttachAsHost).MustBeRefused("alreadyAttached", "attach");
    }

    [Fact]
    public void Attach_is_a_connections_first_request_or_forbidden()
    {
        using RunningEnclave enclave = Transport.Start(Patient);
        using Peer peer = enclave.Dial();
        peer.MustServe();
        peer.Ask(AttachAsHost).MustBeRefused("forbidden", "attach");
        peer.MustServe();
        using Peer afterNonsense = enclave.Dial();
        afterNonsense.Ask("nonsense").MustBeRefused("malformedJson", "");
        afterNonsense.Ask(AttachAsHost).MustBeRefused("forbidden", "attach");
        Assert.Equal("waiting", peer.State());
    }

    [Fact]
    public void A_second_host_is_refused_while_the_first_lives_and_takes_over_when_it_closes()
    {
        using RunningEnclave enclave = Transport.Start(Patient);
        using Peer client = enclave.Dial();
        ParentRecords records = new();
        using HostPeer first = new(enclave.Dial(), records);
        first.Peer.Ask(AttachAsHost).MustSucceed("attach");
        using (Peer second = enclave.Dial())
        {
            second.Ask(AttachAsHost).MustBeRefused("alreadyAttached", "attach");
            second.MustServe();
            second.Ask(AttachAsHost).MustBeRefused("forbidden", "attach");
        }

        first.ServeUntilServing();
        first.Peer.Stream.Vanish();
        using HostPeer third = new(AttachSoon(enclave), records);
        third.ServeUntilServing();
        Assert.Equal("serving", client.State());
    }

    [Fact]
    public void A_host_without_the_records_of_the_one_before_is_not_served_from()
    {
        using RunningEnclave enclave = Transport.Start(Patient);
        using Peer client = enclave.Dial();
        using (HostPeer first = new(enclave.Dial(), new ParentRecords()))
        {
            first.Peer.Ask(AttachAsHost).MustSucceed("attach");
            first.ServeUntilServing();
        }

        using HostPeer other = new(AttachSoon(enclave), new ParentRecords());
        while (!Names(other.AnswerOne(), "records", "scan"))
        {
        }

        JsonElement status;
        do
        {
            status = client.Ask(Peer.Request("status", "getStatus")).MustSucceed("status").GetProperty("enclave");
        }
        while (!status.TryGetProperty("stateProblem", out JsonElement _));
        Assert.Equal("waiting", status.GetProperty("state").GetString());
        Assert.Equal("storeEmpty", status.GetProperty("stateProblem").GetProperty("code").GetString());
        Assert.Equal(64, status.GetProperty("genesisId").GetString()!.Length);
        Operation some = Operations.All.First(operation =>
            operation is { Access: Access.Public, Place: not Place.Parent } && operation.Service != "system");
        client.Ask(Peer.Request("some", some.Name, service: some.Service)).MustBeRefused("storeUnavailable", "some");
        client.MustServe();
    }

    [Fact]
    public void A_host_that_leaves_heartbeats_unanswered_is_let_go_and_another_takes_over()
    {
        using RunningEnclave enclave = Transport.Start(Impatient);
        using Peer client = enclave.Dial();
        using Peer mute = enclave.Dial();
        mute.Ask(AttachAsHost).MustSucceed("attach");
        using HostPeer next = new(AttachSoon(enclave), new ParentRecords());
        next.ServeUntilServing();
        Assert.Equal("serving", client.State());
        Span<byte> rest = new byte[1024];
        while (mute.Stream.Read(rest) > 0)
        {
            // Its heartbeat, which it left unanswered; then the end.
        }
    }

    [Theory]
    [InlineData("\"nonsense\"")]
    [InlineData("""{"requestId":"nobody","success":1,"errorMessage":null,"payload":{}}""")]
    [InlineData("""{"requestId":"attach","serviceType":"system","operation":"ping","payload":{}}""")]
    public void A_host_that_does_not_answer_in_this_protocol_is_let_go(string body)
    {
        using RunningEnclave enclave = Transport.Start(Patient);
        using Peer host = enclave.Dial();
        host.Ask(AttachAsHost).MustSucceed("attach");
        host.ReceiveBody();
        host.Send(body);
        AttachSoon(enclave).Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_comes_right_behind_an_attach_request_is_looked_at_at_once(bool finishes)
    {
        using RunningEnclave enclave = Transport.Start(Patient);
        using Peer host = enclave.Dial();
        host.Stream.Write([.. Peer.Frame(AttachAsHost), 0, 0, 0, 0]);
        if (finishes)
        {
            MustPassHalfCloses();
            host.Stream.FinishSending();
        }

        host.Receive().MustSucceed("attach");
        AttachSoon(enclave).Dispose();
    }

    [Theory]
    [InlineData("""{"role":"Egress"}""")]
    [InlineData("""{"role":"guest"}""")]
    [InlineData("""{"role":"Host"}""")]
    [InlineData("""{"role":0}""")]
    [InlineData("""{"role":"0"}""")]
    [InlineData("""{"role":null}""")]
    [InlineData("""{}""")]
    [InlineData("""{"role":"host","more":1}""")]
    public void Attach_in_another_role_is_refused_and_the_connection_lives(string payload)
    {
        using RunningEnclave enclave = Transport.Start(Patient);
        using Peer peer = enclave.Dial();
        peer.Ask(Peer.Request("attach", "attach", payload)).MustBeRefused("invalidRequest", "attach");
        peer.MustServe();
        Assert.Equal("waiting", peer.State());
    }

    [Fact]
    public void An_attach_whose_deadline_has_passed_is_not_done()
    {
        using RunningEnclave enclave = Transport.Start(Patient);
        using Peer peer = enclave.Dial();
        peer.Ask(AttachAsHost[..^1] + ",\"deadlineMs\":0}").MustBeRefused("deadlineExceeded", "attach");
        Assert.Equal("waiting", peer.State());
    }

    [Fact]
    public void Without_a_host_only_system_answers()
    {
        // It keeps nothing, and would not need a host; and no payload of it is empty, so that it is refused otherwise once there is one.
        Operation other = WalletOperations.VerifyData;
        using RunningEnclave enclave = Transport.Start(Patient);
        using Peer peer = enclave.Dial();
        string request = Peer.Request("other", other.Name, service: other.Service);
        peer.Ask(request).MustBeRefused("notReady", "other");
        peer.MustServe();
        using HostPeer host = new(enclave.Dial(), new ParentRecords());
        host.Peer.Ask(AttachAsHost).MustSucceed("attach");
        host.ServeUntilServing();
        peer.Ask(request).MustBeRefused("invalidRequest", "other");
    }

    private static bool Names(JsonElement request, string service, string operation) =>
        request.GetProperty("serviceType").GetString() == service && request.GetProperty("operation").GetString() == operation;

    /// <summary>Attaches a host, returns when the enclave serves, and answers whatever it asks for as long as it asks.</summary>
    private protected static HostPeer AttachObligingHost(RunningEnclave enclave)
    {
        HostPeer host = new(enclave.Dial(), new ParentRecords());
        host.Peer.Ask(AttachAsHost).MustSucceed("attach");
        host.ServeUntilServing();
        new Thread(() => AnswerAll(host)) { IsBackground = true }.Start();
        return host;
    }

    private static void AnswerAll(HostPeer host)
    {
        try
        {
            while (true)
            {
                host.AnswerOne();
            }
        }
        catch (Exception ended) when (ended is EndOfStreamException or SocketException or ObjectDisposedException or ConnectionLostException or TimeoutException)
        {
            // The enclave, or the test, is at its end.
        }
    }

    /// <summary>Attaches as soon as the place is free.</summary>
    private static Peer AttachSoon(RunningEnclave enclave)
    {
        long until = Environment.TickCount64 + (long)RawStream.Patience.TotalMilliseconds;
        while (true)
        {
            Peer peer = enclave.Dial();
            Answer answer = peer.Ask(AttachAsHost);
            if (answer.Success)
            {
                return peer;
            }

            answer.MustBeRefused("alreadyAttached", "attach");
            peer.Dispose();
            Assert.True(Environment.TickCount64 < until, "The host's place stays taken.");
        }
    }
}
