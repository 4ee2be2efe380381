using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;
using System.Threading.Tasks.Sources;
using NeoServiceLayer.Gateway.ServiceLayer;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Wire.Framing;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>
/// A HTTP request on its way through the enclave. Reused. The response's payload is copied from the frame into the HTTP
/// response on the connection's thread and sent as far as the client's socket takes it at once; everything else goes on
/// elsewhere, so that this thread never waits for a client.
/// </summary>
internal sealed class EnclaveCall : PendingCall, IValueTaskSource<Refusal?>
{
    private ManualResetValueTaskSourceCore<Refusal?> completion = new() { RunContinuationsAsynchronously = true };
    private OperationRoute route = null!;
    private HttpResponse response = null!;
    private CallHeaders headers;
    private ReadOnlyMemory<byte> body;
    private bool isSealed;

    /// <summary>The sending of the response, once <see cref="Completion"/> is complete with success.</summary>
    internal ValueTask<FlushResult> Sending { get; private set; }

    /// <summary>Null when the response is written; else why there is none.</summary>
    internal ValueTask<Refusal?> Completion => new(this, completion.Version);

    /// <summary>Makes it ready for a request.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="into">What the response is written into.</param>
    /// <param name="with">The call's headers.</param>
    /// <param name="payload">The payload, valid until the call is started.</param>
    /// <param name="sealedPayload">Whether it is sealed.</param>
    internal void Prepare(OperationRoute to, HttpResponse into, in CallHeaders with, ReadOnlyMemory<byte> payload, bool sealedPayload)
    {
        completion.Reset();
        route = to;
        response = into;
        headers = with;
        body = payload;
        isSealed = sealedPayload;
        Span<byte> id = stackalloc byte[RequestFrame.MaxIdCharacters];
        SetId(id[..Encoding.ASCII.GetBytes(with.RequestId, id)]);
    }

    /// <summary>Lets go of the request.</summary>
    internal void Clear()
    {
        response = null!;
        headers = default;
        body = default;
        Sending = default;
    }

    public Refusal? GetResult(short token) => completion.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => completion.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        completion.OnCompleted(continuation, state, token, flags);

    protected override void WriteTo(FrameBuffer frame)
    {
        RequestWriter.Begin(frame, Id, route.Operation.Service, route.Operation.Name);
        if (isSealed)
        {
            frame.Write("{}"u8);
            RequestWriter.Sealed(frame, body.Span);
        }
        else
        {
            frame.Write(body.Span);
        }

        RequestWriter.End(frame, headers.DeadlineMs, headers.TraceParent, headers.Stamp, headers.WantsReceipt);
    }

    protected override void OnResponse(in ResponseFrame frame)
    {
        if (!frame.Success)
        {
            completion.SetResult(new Refusal(frame.ErrorCode, frame.ErrorMessage));
            return;
        }

        try
        {
            if (isSealed)
            {
                SendSealed(frame.Sealed);
            }
            else if (route.Parent is { } half)
            {
                // A receipt would be of the enclave's half, and not of what the client is given.
                Sending = SuccessResponse.Write(response, headers.RequestId, PayloadSplice.Join(frame.Payload, half("{}"u8)));
            }
            else
            {
                Sending = SuccessResponse.Write(response, headers.RequestId, frame.Payload, frame.Receipt);
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // It is this request's; the thread is everybody's.
            completion.SetException(fault);
            return;
        }

        completion.SetResult(null);
    }

    /// <summary>Passes a sealed answer on. It is bytes over HTTP, and base64 in a frame.</summary>
    private void SendSealed(ReadOnlySpan<byte> base64)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(base64.Length));
        try
        {
            if (Base64.DecodeFromUtf8(base64, bytes, out _, out int length) != OperationStatus.Done || length == 0)
            {
                throw new InvalidDataException("A sealed request was answered with something that is not sealed.");
            }

            Sending = SuccessResponse.Write(response, headers.RequestId, bytes.AsSpan(0, length), contentType: SealedType.Name);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    protected override void OnFailed(ErrorCode code, string message) =>
        completion.SetResult(new Refusal(code, message));
}
