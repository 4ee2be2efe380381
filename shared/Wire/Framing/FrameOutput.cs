using System.Buffers.Binary;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Wire.Framing;

/// <summary>Writes one frame's body into <paramref name="body"/>.</summary>
/// <typeparam name="TState">What the body is made from.</typeparam>
public delegate void FrameBodyWriter<TState>(FrameBuffer body, in TState state)
    where TState : allows ref struct;

/// <summary>
/// What is sent on one connection: frames are written into a buffer by any thread, and go out together, so that small
/// frames are coalesced and a header never travels alone.
/// </summary>
/// <remarks>
/// Two buffers take turns: one is being filled while the other is being sent. Whoever flushes first sends; who comes
/// meanwhile leaves its frame for the sender. A sender never waits on the peer: what the stream does not take at once
/// is left to the connection's drain thread, which is started the first time that this happens.
/// </remarks>
public sealed class FrameOutput : IDisposable
{
    private readonly Connection connection;
    private readonly int bodyLimit;
    private readonly Lock filling = new();
    private readonly DrainThread drain;
    private FrameBuffer front;
    private FrameBuffer back;
    private bool sending;
    private long pending;

    /// <summary>Creates the output of a connection.</summary>
    /// <param name="connection">Where the frames go; not owned.</param>
    /// <param name="bodyLimit">The longest body, in bytes.</param>
    /// <param name="clearBuffers">Whether memory is cleared before others may use it: on in the enclave.</param>
    public FrameOutput(Connection connection, int bodyLimit, bool clearBuffers)
    {
        this.connection = connection;
        this.bodyLimit = bodyLimit;
        front = new FrameBuffer(clearBuffers);
        back = new FrameBuffer(clearBuffers);
        drain = new DrainThread(() => Continue(wait: true));
    }

    /// <summary>Bytes written and not yet taken by the stream.</summary>
    public long Pending => Volatile.Read(ref pending);

    /// <summary>
    /// Writes a frame into the buffer; <see cref="Flush"/> sends it. When the writer throws, or the body is longer than
    /// the limit, nothing of the frame remains.
    /// </summary>
    /// <returns>False if the body is empty or longer than the limit. A frame for a dead connection is dropped.</returns>
    public bool Write<TState>(in TState state, FrameBodyWriter<TState> writeBody)
        where TState : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(writeBody);
        if (connection.End != ConnectionEnd.None)
        {
            return true;
        }

        lock (filling)
        {
            int start = front.Length;
            bool whole = false;
            try
            {
                front.Advance(Frame.HeaderLength);
                writeBody(front, in state);
                int length = front.Length - start - Frame.HeaderLength;
                if (length > 0 && length <= bodyLimit)
                {
                    BinaryPrimitives.WriteUInt32BigEndian(front.Written(start), (uint)length);
                    Interlocked.Add(ref pending, front.Length - start);
                    whole = true;
                }
            }
            finally
            {
                if (!whole)
                {
                    front.Truncate(start);
                }
            }

            return whole;
        }
    }

    /// <summary>Sends what is written, as far as the stream takes it without waiting; the rest goes out by itself.</summary>
    public void Flush()
    {
        lock (filling)
        {
            if (sending || front.Length == 0)
            {
                return;
            }

            sending = true;
            Swap();
        }

        Continue(wait: false);
    }

    /// <summary>Waits until no more than <paramref name="count"/> bytes are pending, or the connection is dead.</summary>
    public void WaitUntilPendingAtMost(long count)
    {
        while (Pending > count && connection.End == ConnectionEnd.None)
        {
            drain.WaitForProgress();
        }
    }

    /// <summary>Frees the buffers. The connection is dead by then, or everything was sent.</summary>
    public void Dispose()
    {
        drain.Dispose();
        lock (filling)
        {
            // Whoever is sending finds the connection dead and frees them then: nothing is taken from beneath it.
            if (!sending)
            {
                front.Dispose();
                back.Dispose();
            }
        }
    }

    /// <summary>Sends until all is sent, or (not waiting) the stream takes no more: the drain thread sends the rest.</summary>
    private void Continue(bool wait)
    {
        try
        {
            while (true)
            {
                if (!SendBack(wait))
                {
                    drain.Start();
                    return;
                }

                lock (filling)
                {
                    if (front.Length == 0)
                    {
                        sending = false;
                        return;
                    }

                    Swap();
                }
            }
        }
        catch (ConnectionLostException lost)
        {
            // The connection is dead, and its reader finds out the same way: what is pending has nowhere to go.
            connection.Close(lost.End);
            Discard();
        }
    }

    private bool SendBack(bool wait)
    {
        while (back.Remaining.Length > 0)
        {
            int count = wait ? connection.Send(back.Remaining) : connection.TrySend(back.Remaining);
            if (count == 0)
            {
                return false;
            }

            back.Sent(count);
            Interlocked.Add(ref pending, -count);
            drain.Progressed();
        }

        back.Reset();
        return true;
    }

    private void Swap() => (front, back) = (back, front);

    private void Discard()
    {
        lock (filling)
        {
            front.Reset();
            back.Reset();
            Interlocked.Exchange(ref pending, 0);
        }

        drain.Progressed();
    }
}
