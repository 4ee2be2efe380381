using System.IO.Pipelines;

namespace NeoServiceLayer.Wire.Transport;

/// <summary>
/// One end of a byte stream between parent and enclave; the seam below which transports differ.
/// </summary>
/// <remarks>
/// Concurrency: <see cref="Input"/> is used by one thread, the connection's own. <see cref="TrySend"/> and
/// <see cref="Send"/> are never called at once (<see cref="Framing.FrameOutput"/> sees to it). <see cref="StopReceiving"/> and
/// <see cref="Close"/> may be called at any time, from anywhere, more than once; they wake whoever waits in what they end.
/// </remarks>
public abstract class Connection : IDisposable
{
    private int end;

    /// <summary>
    /// What the peer sends. A read waits until there is something new. It throws <see cref="ConnectionLostException"/>
    /// when the stream breaks or a time-out passes; a clean end of stream is <see cref="ReadResult.IsCompleted"/>.
    /// </summary>
    public abstract PipeReader Input { get; }

    /// <summary>Why this connection is dead, or <see cref="ConnectionEnd.None"/>.</summary>
    public ConnectionEnd End => (ConnectionEnd)Volatile.Read(ref end);

    /// <summary>Hands the stream what it takes without waiting; returns how many bytes that was, 0 when it would wait.</summary>
    /// <exception cref="ConnectionLostException">The stream is broken or closed.</exception>
    public abstract int TrySend(ReadOnlySpan<byte> bytes);

    /// <summary>Hands the stream at least one byte, waiting until it takes it; returns how many bytes it took.</summary>
    /// <exception cref="ConnectionLostException">The stream is broken or closed, or took nothing for the send time-out.</exception>
    public abstract int Send(ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Receives no more: once what has arrived is read, reads end as if the peer had finished sending. What is sent still goes out.
    /// </summary>
    public abstract void StopReceiving();

    /// <summary>
    /// Sends no more: the peer reads an end of stream behind what was sent. What it sends is still received. Never called
    /// at once with <see cref="TrySend"/> or <see cref="Send"/>.
    /// </summary>
    public abstract void FinishSending();

    /// <summary>
    /// Whether the peer may be silent for as long as it likes, as on a connection that is parked. When it no longer may, its
    /// time to say something begins then. Any thread may set it.
    /// </summary>
    public virtual bool MayBeSilent { get; set; }

    /// <summary>Ends the connection for <paramref name="reason"/>; the first reason given is kept.</summary>
    /// <returns>The reason that is kept.</returns>
    public ConnectionEnd Close(ConnectionEnd reason)
    {
        ConnectionEnd first = (ConnectionEnd)Interlocked.CompareExchange(ref end, (int)reason, (int)ConnectionEnd.None);
        if (first != ConnectionEnd.None)
        {
            return first;
        }

        Shutdown();
        return reason;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends both directions and wakes whoever waits. Called once.</summary>
    protected abstract void Shutdown();

    /// <summary>Frees what the connection holds; called when its own thread has ended.</summary>
    protected virtual void Dispose(bool disposing) => Close(ConnectionEnd.ClosedHere);
}
