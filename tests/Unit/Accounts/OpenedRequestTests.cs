using System.Text;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Enclave.Core.Sealing;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Wire.Transport;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>What is left of a sealed request once it is answered: nothing.</summary>
public sealed class OpenedRequestTests : IDisposable
{
    private static readonly Operation<Note, Note> Keep = PipelineWorld.Operation("keep");

    private const int BodyLimit = 8192;

    /// <summary>How long a payload is that is answered with more than a frame holds.</summary>
    private const int TooLong = 1000;

    private readonly HpkeKeyPair pair = HpkeKeyPair.Create();
    private readonly MemoryConnection far;
    private readonly Thread thread;
    private readonly StampingClient client;
    private readonly SealingClient sealing;
    private readonly TestKey key = new();
    private readonly Admission admission = new(256, 64 << 20);
    private RequestBytes? kept;

    public OpenedRequestTests()
    {
        byte[] genesisId = new byte[32];
        SealedRequests opener = new(pair);
        opener.Take(genesisId);
        OperationTable table = new OperationMap().BindBytes(Keep, (request, _) => ValueTask.FromResult(Take(request))).Seal([Keep]);
        (MemoryConnection near, far) = MemoryConnection.CreatePair();
        thread = new Thread(() =>
        {
            using ServerSession session = new(far, table, new SessionSettings { BodyLimit = BodyLimit, Sealing = opener, ClearBuffers = true }, admission);
            session.Run();
        })
        { IsBackground = true };
        thread.Start();
        client = new StampingClient(near, Convert.ToHexStringLower(genesisId), new TestTime());
        sealing = new SealingClient(client, new SealTarget(client.GenesisId, pair.PublicKey));
    }

    public void Dispose()
    {
        client.Dispose();
        thread.Join();
        far.Dispose();
        pair.Dispose();
        key.Dispose();
    }

    [Fact]
    public async Task Its_memory_is_cleared_once_it_is_answered()
    {
        Reply reply = await sealing.AskAsync(sealing.Seal(key, Keep, new Note { Text = "a secret" }));
        Assert.Equal("{\"text\":\"a secret\"}", reply.MustSucceed().Text);

        // The call is let go after its answer is sent.
        admission.WaitUntilIdle(TimeSpan.FromSeconds(60));
        Assert.True(kept!.Value.IsSealed);
        Assert.Equal(19, kept.Value.Payload.Length);
        Assert.False(kept.Value.Payload.Span.ContainsAnyExcept((byte)0));
        Assert.False(kept.Value.Auth.Span.ContainsAnyExcept((byte)0));
    }

    [Fact]
    public async Task A_sealed_request_and_a_clear_one_take_turns_in_one_place()
    {
        for (int i = 0; i < 10; i++)
        {
            string text = $"{{\"text\":\"{new string('x', i * 90)}\"}}";
            byte[] payload = Encoding.ASCII.GetBytes(text);
            Assert.Equal(text, (await sealing.AskAsync(sealing.Seal(key, Keep, payload))).MustSucceed().Text);
            Assert.Equal(text, (await client.SendAsync(client.Stamped(key, Keep, payload))).MustSucceed().Text);
            Assert.False(kept!.Value.IsSealed);
        }
    }

    [Fact]
    public async Task An_answer_that_no_frame_holds_is_refused_inside()
    {
        byte[] payload = Encoding.ASCII.GetBytes($"{{\"text\":\"{new string('x', TooLong - 11)}\"}}");
        (await sealing.AskAsync(sealing.Seal(key, Keep, payload))).MustBeRefused(ErrorCode.TooLarge);
        (await sealing.AskAsync(sealing.Seal(key, Keep, new Note { Text = "short" }))).MustSucceed();
    }

    [Fact]
    public void Before_there_is_a_deployment_nothing_opens()
    {
        SealedRequests waiting = new(pair);
        Assert.Equal(ErrorCode.NotReady, Assert.Throws<RequestException>(() => waiting.Open([], new byte[Hpke.Overhead], [])).Code);
    }

    private ResponseBytes Take(RequestBytes request)
    {
        kept = request;
        return new ResponseBytes(request.Payload.Length == TooLong ? new byte[BodyLimit] : request.Payload.ToArray());
    }
}
