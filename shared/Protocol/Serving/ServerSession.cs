using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Framing;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>
/// Serves the requests of one connection: receives, checks, dispatches and answers, all on the thread that calls
/// <see cref="Run"/>; what takes long leaves it and answers when it is done, in any order.
/// </summary>
public sealed class ServerSession : IDisposable
{
    internal const string ResponseTooLong = "The response is longer than a frame may be; ask for less at a time.";

    private const string DeadlineHadPassed = "The deadline had passed on arrival.";

    private readonly Connection connection;
    private readonly CurrentTable served;
    private readonly FrameOutput output;
    private readonly CallsInFlight inFlight;
    private readonly byte[] scratch = new byte[RequestFrame.ScratchLength];
    private bool first = true;
    private AttachRole? attached;
    private volatile bool stopping;

    /// <summary>Creates the session of a connection, which stays the caller's.</summary>
    public ServerSession(Connection connection, OperationTable table, SessionSettings settings, Admission admission)
        : this(connection, new CurrentTable(table), settings, admission)
    {
    }

    /// <summary>The same, where what is served may change meanwhile.</summary>
    public ServerSession(Connection connection, CurrentTable served, SessionSettings settings, Admission admission)
    {
        ArgumentNullException.ThrowIfNull(settings);
        this.connection = connection;
        this.served = served;
        Settings = settings;
        output = new FrameOutput(connection, settings.BodyLimit, settings.ClearBuffers);
        inFlight = new CallsInFlight(this, admission, settings.MaxInFlight, settings.ClearBuffers);
    }

    internal SessionSettings Settings { get; }

    /// <summary>
    /// Serves until the connection is dead, or attached: then the role is returned, everything was answered and flushed,
    /// and the connection is the caller's to use the other way round.
    /// </summary>
    public AttachRole? Run()
    {
        try
        {
            while (Serve())
            {
            }

            if (attached is not null)
            {
                output.WaitUntilPendingAtMost(0);
            }
        }
        catch (ConnectionLostException lost)
        {
            connection.Close(lost.End);
        }

        return attached;
    }

    /// <summary>
    /// Takes nothing more: what has arrived is answered, every answer is sent, and <see cref="Run"/> returns. Any thread may call it.
    /// </summary>
    public void Stop()
    {
        stopping = true;
        connection.StopReceiving();
    }

    /// <summary>Frees the session's buffers; call it when <see cref="Run"/> has returned.</summary>
    public void Dispose()
    {
        inFlight.WaitUntilIdle(Settings.FinishTimeout);
        output.Dispose();
    }

    internal void Answer<T>(ReadOnlySpan<byte> idToken, T response, JsonTypeInfo<T> info)
    {
        if (!ResponseWriter.WriteSuccess(output, idToken, response, info))
        {
            RefuseResponse(idToken);
        }
    }

    /// <summary>Answers with a payload that is written already.</summary>
    internal void Answer(ReadOnlySpan<byte> idToken, ReadOnlySpan<byte> payload, string? receipt)
    {
        if (!ResponseWriter.WriteSuccess(output, idToken, payload, receipt))
        {
            RefuseResponse(idToken);
        }
    }

    internal void Refuse(ReadOnlySpan<byte> idToken, ErrorCode code, string message) =>
        ResponseWriter.WriteFailure(output, idToken, code, message);

    /// <summary>Answers with what is sealed; false if that is longer than a frame may be.</summary>
    internal bool AnswerSealed(ReadOnlySpan<byte> idToken, ReadOnlySpan<byte> sealedBytes) =>
        ResponseWriter.WriteSealed(output, idToken, sealedBytes);

    private void RefuseResponse(ReadOnlySpan<byte> idToken) => Refuse(idToken, ErrorCode.TooLarge, ResponseTooLong);

    internal ErrorCode? TryEnqueue(Binding binding, in RequestFrame request, in CallContext context) =>
        inFlight.TryStart(binding, request, context);

    internal void Retire(QueuedCall call) => inFlight.Retire(call);

    internal void Recycle(QueuedCall call)
    {
        output.Flush();
        inFlight.Recycle(call);
    }

    /// <summary>Takes what has arrived; false when the connection is at its end.</summary>
    private bool Serve()
    {
        ReadResult read = connection.Input.Wait();
        ReadOnlySequence<byte> buffer = read.Buffer;
        FrameStatus status = FrameStatus.NeedMore;
        while (attached is null
            && (status = Frame.TryRead(ref buffer, Settings.BodyLimit, out ReadOnlySequence<byte> body)) == FrameStatus.Complete)
        {
            Handle(body);
            if (output.Pending > Settings.MaxPendingOutput)
            {
                output.Flush();
                output.WaitUntilPendingAtMost(Settings.MaxPendingOutput);
            }
        }

        bool cut = !buffer.IsEmpty;

        // What stands behind an attach request is for whoever takes over, and has not been looked at.
        connection.Input.AdvanceTo(buffer.Start, attached is null ? buffer.End : buffer.Start);
        output.Flush();
        if (attached is not null)
        {
            return false;
        }

        if (status is FrameStatus.Empty or FrameStatus.TooLong)
        {
            RefuseFrame(status);
            return false;
        }

        if (read.IsCompleted || read.IsCanceled)
        {
            Finish(cut);
            return false;
        }

        return true;
    }

    private void Handle(in ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
        {
            Handle(body.FirstSpan);
            return;
        }

        // A frame that straddles segments (in memory only; sockets receive into one piece) is put together once.
        int length = checked((int)body.Length);
        byte[] whole = ArrayPool<byte>.Shared.Rent(length);
        body.CopyTo(whole);
        Handle(whole.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(whole, Settings.ClearBuffers);
    }

    private void Handle(ReadOnlySpan<byte> body)
    {
        ErrorCode? error = RequestFrame.Read(body, scratch, out RequestFrame request, out string problem);
        bool isFirst = first;
        first = false;
        if (error is not null)
        {
            Refuse(request.IdToken, error, problem);
        }
        else if (Settings.Attaching is not null && IsAttach(request))
        {
            Attach(request, isFirst);
        }
        else if (Check(request, out Binding? binding) is var (code, message))
        {
            Refuse(request.IdToken, code, message);
        }
        else
        {
            Serve(request.WantsReceipt ? binding!.Receipted ?? binding : binding!, request);
        }
    }

    private void Serve(Binding binding, in RequestFrame request)
    {
        CallContext context = new(request.DeadlineMilliseconds);
        if (request.IsSealed)
        {
            binding.Enqueue(this, request, context); // to open it takes too long for this thread
        }
        else
        {
            binding.Accept(this, request, context);
        }
    }

    private (ErrorCode Code, string Message)? Check(in RequestFrame request, out Binding? binding)
    {
        ErrorCode? unknown = served.Table.Find(request.Service, request.Operation, out binding);
        if (unknown is not null)
        {
            return (unknown, unknown == ErrorCode.UnknownService ? "There is no such service." : "The service has no such operation.");
        }

        if (Settings.Refuses(binding!.Operation, request.IsSealed) is { } refusal)
        {
            return (refusal, refusal == ErrorCode.NotReady ? "The enclave waits for its host, or for its operators; system.getStatus says for what."
                : refusal == ErrorCode.SealRequired ? "What this operation takes or gives is secret: it goes sealed to the enclave only, not in the clear."
                : "This side takes no such request now.");
        }

        if (request.DeadlineMilliseconds == 0)
        {
            return (ErrorCode.DeadlineExceeded, DeadlineHadPassed);
        }

        return inFlight.Contains(request.Id)
            ? (ErrorCode.DuplicateRequestId, "A request with this id is in flight on this connection.")
            : null;
    }

    private static bool IsAttach(in RequestFrame request) =>
        request.Operation.SequenceEqual(AttachOperation.Attach.NameUtf8)
        && request.Service.SequenceEqual(AttachOperation.Attach.ServiceUtf8);

    private void Attach(in RequestFrame request, bool isFirst)
    {
        try
        {
            AttachRole role = Payload.Read(request.Payload, AttachOperation.Attach.Request).Role;
            if (request.DeadlineMilliseconds == 0)
            {
                throw new RequestException(ErrorCode.DeadlineExceeded, DeadlineHadPassed);
            }

            (ErrorCode Code, string Message)? refusal = isFirst
                ? Settings.Attaching!(role)
                : (ErrorCode.Forbidden, "system.attach is a connection's first request or none.");
            if (refusal is { } no)
            {
                Refuse(request.IdToken, no.Code, no.Message);
                return;
            }

            Answer(request.IdToken, new AttachResponse(), AttachOperation.Attach.Response);
            attached = role;
        }
        catch (RequestException refused)
        {
            Refuse(request.IdToken, refused.Code, refused.Message);
        }
    }

    private void RefuseFrame(FrameStatus status)
    {
        bool empty = status == FrameStatus.Empty;
        Refuse(
            "\"\""u8,
            empty ? ErrorCode.MalformedFrame : ErrorCode.TooLarge,
            empty ? "A frame has at least one byte." : $"A frame's body has at most {Settings.BodyLimit} bytes here.");
        FinishSending();
        connection.Close(ConnectionEnd.BrokenFrame);
    }

    /// <summary>The peer has finished sending, or this side has stopped listening to it: what is in flight is still answered.</summary>
    private void Finish(bool cut)
    {
        if (cut && !stopping)
        {
            Refuse("\"\""u8, ErrorCode.MalformedFrame, "The stream ended inside a frame.");
        }

        FinishSending();
        connection.Close(stopping ? ConnectionEnd.ClosedHere : cut ? ConnectionEnd.CutInsideFrame : ConnectionEnd.ClosedByPeer);
    }

    private void FinishSending()
    {
        inFlight.WaitUntilIdle(Settings.FinishTimeout);
        output.Flush();
        output.WaitUntilPendingAtMost(0);
    }
}
