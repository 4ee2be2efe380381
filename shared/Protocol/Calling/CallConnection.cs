using System.Buffers;
using System.IO.Pipelines;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Framing;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Protocol.Calling;

/// <summary>
/// The calling side of a connection: many requests at once, answered in any order.
/// </summary>
/// <remarks>
/// Any thread starts calls; none of them ever waits on the peer. One thread runs <see cref="Run"/>, which reads the
/// responses and completes the calls. <see cref="Expire"/> is called from a timer of the owner's, so that no call has
/// one of its own.
/// </remarks>
public sealed class CallConnection : IDisposable
{
    private const string LostMessage = "The connection was lost after the request was sent: it may have run. "
        + "Send it again with the same requestId.";

    private readonly Connection connection;
    private readonly CallSettings settings;
    private readonly FrameOutput output;
    private readonly QueuedFlush flush;
    private readonly PendingCalls calls = new();
    private int receivingThread;

    /// <summary>Creates the calling side of a connection, which is owned from then on.</summary>
    public CallConnection(Connection connection, CallSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        this.connection = connection;
        this.settings = settings;
        output = new FrameOutput(connection, settings.BodyLimit, settings.ClearBuffers);
        flush = new QueuedFlush(output);
    }

    /// <summary>Why the connection is dead, or <see cref="ConnectionEnd.None"/>.</summary>
    public ConnectionEnd End => connection.End;

    /// <summary>How many calls wait for their responses.</summary>
    public int InFlight => calls.Count;

    /// <summary>
    /// Sends a call's request. Null: it is on its way, and the call will be told how it ends. Otherwise nothing was sent and the
    /// call is told nothing: <see cref="ErrorCode.EnclaveUnreachable"/> (the connection is dead),
    /// <see cref="ErrorCode.Overloaded"/>, <see cref="ErrorCode.DuplicateRequestId"/> or <see cref="ErrorCode.TooLarge"/>.
    /// </summary>
    public ErrorCode? TryStart(PendingCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (output.Pending > settings.MaxPendingOutput)
        {
            return ErrorCode.Overloaded;
        }

        if (calls.TryAdd(call, settings.MaxInFlight) is { } refusal)
        {
            return refusal;
        }

        if (!output.Write(call, static (body, in call) => call.WriteTo(body)))
        {
            calls.Remove(call);
            return ErrorCode.TooLarge;
        }

        if (receivingThread == Environment.CurrentManagedThreadId)
        {
            // What is asked from inside an answer goes out when all answers that arrived with it are told.
        }
        else if (settings.SendTogether && calls.Count > 1)
        {
            flush.Queue();
        }
        else
        {
            output.Flush();
        }

        return null;
    }

    /// <summary>Whether a request of this call's id is on its way here, or was, and its answer may yet come.</summary>
    public bool Has(PendingCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return calls.Has(call);
    }

    /// <summary>Reads responses until the connection is dead; then every call that still waits fails.</summary>
    /// <returns>Why it is dead.</returns>
    public ConnectionEnd Run()
    {
        try
        {
            // Asked first: the wake-up of a connection that was closed before may have been taken by who used it before.
            while (connection.End == ConnectionEnd.None && Receive())
            {
            }
        }
        catch (ConnectionLostException lost)
        {
            connection.Close(lost.End);
        }

        foreach (PendingCall call in calls.Close())
        {
            call.OnFailed(ErrorCode.OutcomeUnknown, LostMessage);
        }

        return connection.End;
    }

    /// <summary>Fails the calls whose time is up.</summary>
    public void Expire()
    {
        foreach (PendingCall call in calls.TakeExpired(Environment.TickCount64) ?? [])
        {
            call.OnFailed(ErrorCode.OutcomeUnknown, "No answer came in time: the request may have run. Send it again with the same requestId.");
        }
    }

    /// <summary>Ends the connection for <paramref name="reason"/>; <see cref="Run"/> returns.</summary>
    public void Close(ConnectionEnd reason) => connection.Close(reason);

    /// <summary>Frees everything; call it when <see cref="Run"/> has returned.</summary>
    public void Dispose()
    {
        connection.Dispose();
        output.Dispose();
    }

    private bool Receive()
    {
        ReadResult read = connection.Input.Wait();
        ReadOnlySequence<byte> buffer = read.Buffer;
        FrameStatus status;
        receivingThread = Environment.CurrentManagedThreadId;
        while ((status = Frame.TryRead(ref buffer, settings.BodyLimit, out ReadOnlySequence<byte> body)) == FrameStatus.Complete)
        {
            if (!Complete(body))
            {
                connection.Close(ConnectionEnd.ProtocolViolation);
                return false;
            }
        }

        receivingThread = 0;
        output.Flush();
        bool cut = !buffer.IsEmpty;
        connection.Input.AdvanceTo(buffer.Start, buffer.End);
        if (status != FrameStatus.NeedMore)
        {
            connection.Close(ConnectionEnd.BrokenFrame);
            return false;
        }

        if (read.IsCompleted || read.IsCanceled)
        {
            connection.Close(cut ? ConnectionEnd.CutInsideFrame : ConnectionEnd.ClosedByPeer);
            return false;
        }

        return true;
    }

    private bool Complete(in ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
        {
            return Complete(body.FirstSpan);
        }

        int length = checked((int)body.Length);
        byte[] whole = ArrayPool<byte>.Shared.Rent(length);
        body.CopyTo(whole);
        bool completed = Complete(whole.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(whole, settings.ClearBuffers);
        return completed;
    }

    /// <summary>False when the other side does not speak this protocol, or could not read what was sent to it.</summary>
    private bool Complete(ReadOnlySpan<byte> body)
    {
        Span<byte> scratch = stackalloc byte[RequestFrame.MaxIdBytes];
        if (!ResponseFrame.TryRead(body, scratch, out ResponseFrame response) || response.Id.IsEmpty)
        {
            return false;
        }

        // An answer that nobody waits for is one that came too late.
        calls.Take(response.Id)?.OnResponse(in response);
        return true;
    }
}
