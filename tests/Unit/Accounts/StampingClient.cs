using System.Globalization;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Stamps;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Framing;
using NeoServiceLayer.Wire.Transport;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>What came back: a payload, or a code with a sentence.</summary>
internal sealed record Reply(ErrorCode? Code, string Message, byte[] Payload, byte[] Sealed)
{
    internal string Text => Encoding.UTF8.GetString(Payload);

    /// <summary>The receipt; empty if there was none.</summary>
    internal string Receipt { get; init; } = "";

    internal Reply MustSucceed()
    {
        Assert.True(Code is null, $"{Code}: {Message}");
        return this;
    }

    internal T MustBe<T>(System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> info) =>
        JsonSerializer.Deserialize(MustSucceed().Payload, info)!;

    internal Reply MustBeRefused(ErrorCode code)
    {
        Assert.True(ReferenceEquals(code, Code), $"It should be {code}, and is {(Code is null ? "done" : Code.Name)}: {Message}");
        Assert.NotEmpty(Message);
        return this;
    }
}

/// <summary>A request as it is about to be sent: a test may change any part of it, also after it was stamped.</summary>
internal sealed record Request(string Id, string Service, string Operation, byte[] Payload, string Auth)
{
    internal int DeadlineMs { get; init; } = -1;

    internal bool WantReceipt { get; init; }

    /// <summary>What payload and stamp are sealed in; null if they are not.</summary>
    internal byte[]? Sealed { get; init; }
}

/// <summary>A client at the far end of a connection, with whatever keys it is given.</summary>
internal sealed class StampingClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CallConnection connection;
    private readonly Thread thread;
    private readonly TimeProvider time;
    private int count;

    internal StampingClient(Connection near, string genesisId, TimeProvider time)
    {
        GenesisId = genesisId;
        this.time = time;
        connection = new CallConnection(near, new CallSettings());
        thread = new Thread(() => connection.Run()) { IsBackground = true };
        thread.Start();
    }

    internal string GenesisId { get; }

    /// <summary>A requestId that was not used yet.</summary>
    internal string NextId() => "request-" + Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture);

    /// <summary>A request with its stamp.</summary>
    internal Request Stamped(TestKey key, Operation operation, byte[] payload, string? id = null, Func<StampClaims, StampClaims>? claiming = null)
    {
        id ??= NextId();
        StampClaims claims = new()
        {
            KeyId = key.Id,
            IssuedAt = time.GetUtcNow().ToUnixTimeSeconds(),
            RequestId = id,
            Service = operation.Service,
            Operation = operation.Name,
            Audience = GenesisId,
        };
        string stamp = StampWriter.Write(claiming?.Invoke(claims) ?? claims, payload, key.Pair);
        return new Request(id, operation.Service, operation.Name, payload, stamp);
    }

    internal Task<Reply> SendAsync(Request request)
    {
        RawCall call = new(request);
        Assert.Null(connection.TryStart(call));
        return call.Reply.WaitAsync(Patience);
    }

    internal Task<Reply> CallAsync<TRequest, TResponse>(
        TestKey key, Operation<TRequest, TResponse> operation, TRequest request, string? id = null) =>
        SendAsync(Stamped(key, operation, JsonSerializer.SerializeToUtf8Bytes(request, operation.Request), id));

    /// <summary>Calls, and holds the answer to be a success.</summary>
    internal async Task<TResponse> DoAsync<TRequest, TResponse>(
        TestKey key, Operation<TRequest, TResponse> operation, TRequest request, string? id = null) =>
        (await CallAsync(key, operation, request, id)).MustBe(operation.Response);

    public void Dispose()
    {
        connection.Close(ConnectionEnd.ClosedHere);
        thread.Join();
        connection.Dispose();
    }

    private sealed class RawCall : PendingCall
    {
        private readonly TaskCompletionSource<Reply> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Request request;

        internal RawCall(Request request)
        {
            this.request = request;
            SetId(Encoding.UTF8.GetBytes(request.Id));
            ExpiresAt = long.MaxValue;
        }

        internal Task<Reply> Reply => completion.Task;

        protected internal override void WriteTo(FrameBuffer body)
        {
            RequestWriter.Begin(body, Id, request.Service, request.Operation);
            body.Write(request.Payload);
            if (request.Sealed is { } bytes)
            {
                RequestWriter.Sealed(body, bytes);
            }

            RequestWriter.End(body, request.DeadlineMs, traceParent: default, request.Auth, request.WantReceipt);
        }

        protected internal override void OnResponse(in ResponseFrame response) => completion.SetResult(
            (response.Success
                ? new Reply(null, "", response.Payload.ToArray(), Convert.FromBase64String(Encoding.ASCII.GetString(response.Sealed)))
                : new Reply(response.ErrorCode, response.ErrorMessage, [], [])) with
            {
                Receipt = Encoding.ASCII.GetString(response.Receipt),
            });

        protected internal override void OnFailed(ErrorCode code, string message) => completion.SetResult(new Reply(code, message, [], []));
    }
}
