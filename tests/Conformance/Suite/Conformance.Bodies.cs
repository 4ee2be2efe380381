using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>What stands inside a frame: a bad body is refused, and the connection lives.</summary>
public abstract partial class Conformance<TTransport>
{
    public static TheoryData<string> Malformed { get; } = [.. MalformedBodies.All.Keys];

    public static TheoryData<string> Accepted { get; } = [.. AcceptedBodies.All.Keys];

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_body_is_refused_and_the_connection_lives(string name)
    {
        MalformedBodies.Refusal refusal = MalformedBodies.All[name];
        using Peer peer = Shared.Dial();
        peer.Send(refusal.Body);
        peer.Receive().MustBeRefused(refusal.ErrorCode, refusal.RequestId);
        peer.MustServe();
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void An_unusual_body_is_served(string name)
    {
        AcceptedBodies.Accepted accepted = AcceptedBodies.All[name];
        using Peer peer = Shared.Dial();
        peer.Ask(accepted.Body).MustSucceed(accepted.RequestId);
        peer.MustServe();
    }

    [Fact]
    public void All_malformed_bodies_in_one_go_are_refused_in_their_order()
    {
        using Peer peer = Shared.Dial();
        List<MalformedBodies.Refusal> all = [.. MalformedBodies.All.Values];
        foreach (MalformedBodies.Refusal refusal in all)
        {
            peer.Send(refusal.Body);
        }

        foreach (MalformedBodies.Refusal refusal in all)
        {
            peer.Receive().MustBeRefused(refusal.ErrorCode, refusal.RequestId);
        }

        peer.MustServe();
    }

    [Fact]
    public void A_body_cut_at_any_byte_is_malformed_JSON()
    {
        string whole = Peer.Request("q", payload: """{"echo":"aé😀\u00e9\uD83D\uDE00\n"}""");
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(whole);
        int idEnds = "{\"requestId\":\"q\"".Length;
        using Peer peer = Shared.Dial();
        for (int cut = 1; cut < bytes.Length; cut++)
        {
            peer.Send(bytes.AsSpan(0, cut));
            peer.Receive().MustBeRefused("malformedJson", cut < idEnds ? "" : "q");
        }

        peer.Ask(whole).MustSucceed("q");
    }
}
