using System.Text.Json;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>Sealed requests: they open for the enclave alone, exactly as they were meant, and are answered sealed.</summary>
public abstract partial class Conformance<TTransport>
{
    private const string Echo = """{"payload":{"echo":"only you"}}""";

    [Fact]
    public void A_sealed_request_is_answered_sealed()
    {
        using Peer peer = Shared.Dial();
        using SealedRequest request = new(Identity(peer), "q", Echo);
        JsonElement inside = request.Open(peer.Ask(SealedRequest.Envelope("q", request.Bytes)), "q");
        Assert.True(inside.GetProperty("success").GetBoolean());
        Assert.Equal(JsonValueKind.Null, inside.GetProperty("errorMessage").ValueKind);
        Assert.Equal("only you", inside.GetProperty("payload").GetProperty("echo").GetString());
        peer.MustServe();
    }

    [Fact]
    public void A_request_that_comes_twice_is_answered_under_another_nonce()
    {
        using Peer peer = Shared.Dial();
        using SealedRequest request = new(Identity(peer), "q", Echo);
        Answer first = peer.Ask(SealedRequest.Envelope("q", request.Bytes));
        Answer second = peer.Ask(SealedRequest.Envelope("q", request.Bytes));
        request.Open(first, "q");
        request.Open(second, "q");
        Assert.NotEqual(first.Sealed[..32], second.Sealed[..32]);
    }

    [Fact]
    public void What_is_sealed_opens_for_its_id_and_operation_and_deployment_alone()
    {
        using Peer peer = Shared.Dial();
        JsonElement identity = Identity(peer);
        using SealedRequest request = new(identity, "q", Echo);
        peer.Ask(SealedRequest.Envelope("r", request.Bytes)).MustBeRefused("sealBroken", "r");
        peer.Ask(SealedRequest.Envelope("q", request.Bytes, "getMetrics")).MustBeRefused("sealBroken", "q");
        using SealedRequest foreign = new(identity, "q", Echo, genesisId: new byte[32]);
        peer.Ask(SealedRequest.Envelope("q", foreign.Bytes)).MustBeRefused("sealBroken", "q");
        request.Open(peer.Ask(SealedRequest.Envelope("q", request.Bytes)), "q");
    }

    [Fact]
    public void No_byte_of_what_is_sealed_can_be_changed()
    {
        using Peer peer = Shared.Dial();
        using SealedRequest request = new(Identity(peer), "q", Echo);
        for (int i = 0; i < request.Bytes.Length; i++)
        {
            byte[] changed = [.. request.Bytes];
            changed[i] ^= (byte)(1 << (i % 8));
            peer.Ask(SealedRequest.Envelope("q", changed)).MustBeRefused("sealBroken", "q");
        }

        for (int length = 0; length < request.Bytes.Length; length += 7)
        {
            peer.Ask(SealedRequest.Envelope("q", request.Bytes[..length])).MustBeRefused("sealBroken", "q");
        }

        peer.Ask(SealedRequest.Envelope("q", "\"no base64!\"")).MustBeRefused("sealBroken", "q");
        peer.MustServe();
    }

    [Theory]
    [InlineData("malformedJson", """{"payload":{}""")]
    [InlineData("malformedJson", "")]
    [InlineData("malformedJson", """{"payload":{},"payload":{}}""")]
    [InlineData("invalidEnvelope", "{}")]
    [InlineData("invalidEnvelope", """{"payload":[]}""")]
    [InlineData("invalidEnvelope", """{"payload":{},"auth":1}""")]
    [InlineData("invalidRequest", """{"payload":{"other":1}}""")]
    public void A_refusal_of_what_is_inside_is_sealed_too(string errorCode, string text)
    {
        using Peer peer = Shared.Dial();
        using SealedRequest request = new(Identity(peer), "q", text);
        request.MustBeRefused(peer.Ask(SealedRequest.Envelope("q", request.Bytes)), "q", errorCode);
        peer.MustServe();
    }

    [Fact]
    public void What_is_known_before_it_is_opened_is_answered_in_the_clear()
    {
        using Peer peer = Shared.Dial();
        using SealedRequest request = new(Identity(peer), "q", Echo);
        peer.Ask(SealedRequest.Envelope("q", request.Bytes, more: ",\"deadlineMs\":0")).MustBeRefused("deadlineExceeded", "q");
        peer.Ask(SealedRequest.Envelope("q", request.Bytes, "nothing")).MustBeRefused("unknownOperation", "q");
        peer.Ask(SealedRequest.Envelope("q", request.Bytes, more: ",\"auth\":\"stamp\"")).MustBeRefused("invalidEnvelope", "q");
        request.Open(peer.Ask(SealedRequest.Envelope("q", request.Bytes, more: ",\"auth\":null")), "q");
    }

    [Fact]
    public async Task Many_sealed_requests_in_flight_are_each_answered_once()
    {
        const int Count = 64;
        using Peer peer = Shared.Dial();
        JsonElement identity = Identity(peer);
        Dictionary<string, SealedRequest> requests = Enumerable.Range(0, Count).Select(i => $"q{i}").ToDictionary(
            id => id, id => new SealedRequest(identity, id, $$$"""{"payload":{"echo":"{{{id}}}"}}"""));
        Task sending = Task.Run(
            () =>
            {
                foreach ((string id, SealedRequest request) in requests)
                {
                    peer.Send(SealedRequest.Envelope(id, request.Bytes));
                }
            },
            TestContext.Current.CancellationToken);
        for (int left = Count; left > 0; left--)
        {
            Answer answer = peer.Receive();
            Assert.True(requests.Remove(answer.RequestId, out SealedRequest? request), $"{answer.RequestId} was answered twice.");
            Assert.Equal(answer.RequestId, request.Open(answer, answer.RequestId).GetProperty("payload").GetProperty("echo").GetString());
            request.Dispose();
        }

        await sending;
        peer.MustServe();
    }

    [Fact]
    public void An_attachment_is_not_sealed()
    {
        using Peer peer = Shared.Dial();
        using SealedRequest request = new(Identity(Shared), "q", """{"payload":{"role":"egress"}}""", "attach");
        peer.Ask(SealedRequest.Envelope("q", request.Bytes, "attach")).MustBeRefused("invalidRequest", "q");
        peer.MustServe();
    }

    private static JsonElement Identity(Enclaves.RunningEnclave enclave)
    {
        using Peer peer = enclave.Dial();
        return Identity(peer);
    }

    /// <summary>What the enclave's document binds. That it does is tested where documents are.</summary>
    private static JsonElement Identity(Peer peer) =>
        peer.Ask(Peer.Request("who", "getAttestation", """{"nonce":"AAAA"}""")).MustSucceed("who").GetProperty("identity");
}
