using System.IO.Pipelines;
using NeoServiceLayer.Wire.Interop;

namespace NeoServiceLayer.Wire.Transport;

/// <summary>
/// A PipeReader whose reads block the calling thread in recv: the connection's own thread receives, parses and
/// dispatches, with no hand-over between them. What it gives out is always one contiguous segment.
/// </summary>
/// <remarks>
/// One thread uses it. Bytes that were read stay valid until <see cref="AdvanceTo(SequencePosition,SequencePosition)"/>.
/// Time-outs are checked when recv returns empty-handed, after <see cref="Tick"/> at the most, and whenever bytes
/// arrive for a frame that is already late: whole frames that arrive in one piece cost no look at the clock.
/// </remarks>
internal sealed class SocketInput(SocketHandle socket, TransportSettings settings) : PipeReader, IDisposable
{
    private readonly LinearBuffer buffer = new(settings);
    private long waitingSince = Environment.TickCount64;
    private long frameSince;
    private bool examinedAll = true;
    private bool ended;
    private volatile bool mayBeSilent;

    internal bool MayBeSilent
    {
        get => mayBeSilent;
        set => mayBeSilent = value;
    }

    /// <summary>How long one recv waits: short enough for the shortest time-out set.</summary>
    internal static TimeSpan Tick(TransportSettings settings)
    {
        TimeSpan shortest = settings.FrameTimeout < settings.IdleTimeout ? settings.FrameTimeout : settings.IdleTimeout;
        return TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 4, 10, 1000));
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (examinedAll && !ended)
        {
            Receive();
        }

        return new(new ReadResult(buffer.Content, isCanceled: false, isCompleted: ended));
    }

    public override bool TryRead(out ReadResult result)
    {
        bool fresh = ended || !examinedAll;
        result = fresh ? new ReadResult(buffer.Content, isCanceled: false, isCompleted: ended) : default;
        return fresh;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        var content = buffer.Content;
        int before = buffer.Length;
        int taken = checked((int)content.Slice(0, consumed).Length);
        examinedAll = content.Slice(examined).IsEmpty;
        buffer.Consume(taken);
        int left = before - taken;
        if (left == 0)
        {
            frameSince = 0;
        }
        else if (taken > 0 || frameSince == 0)
        {
            frameSince = Environment.TickCount64;
        }
    }

    public override void CancelPendingRead() => throw new NotSupportedException("Close the connection instead.");

    public override void Complete(Exception? exception = null)
    {
    }

    public void Dispose() => buffer.Dispose();

    private unsafe void Receive()
    {
        nint count;
        Span<byte> room = buffer.Room();
        fixed (byte* target = room)
        {
            count = socket.Call(((nint)target, (nuint)room.Length), &Receive);
        }

        if (count > 0)
        {
            buffer.Filled((int)count);
            examinedAll = false;
            waitingSince = 0;
            if (frameSince != 0)
            {
                CheckFrameTimeout(Environment.TickCount64);
            }
        }
        else if (count == 0)
        {
            ended = true;
        }
        else if (count == -LibC.EAgain)
        {
            CheckTimeouts();
        }
        else
        {
            throw new ConnectionLostException(ConnectionEnd.Broken);
        }
    }

    private void CheckTimeouts()
    {
        long now = Environment.TickCount64;
        if (frameSince != 0)
        {
            CheckFrameTimeout(now);
        }

        if (mayBeSilent)
        {
            waitingSince = 0;
            return;
        }

        // The idle clock starts at the first empty-handed tick, so that no clock is read while bytes flow.
        waitingSince = waitingSince == 0 ? now : waitingSince;
        if (now - waitingSince > settings.IdleTimeout.TotalMilliseconds)
        {
            throw new ConnectionLostException(ConnectionEnd.IdleTimedOut);
        }
    }

    private void CheckFrameTimeout(long now)
    {
        if (now - frameSince > settings.FrameTimeout.TotalMilliseconds)
        {
            throw new ConnectionLostException(ConnectionEnd.FrameTimedOut);
        }
    }

    private static unsafe nint Receive(int fd, (nint Target, nuint Length) room) =>
        LibC.Receive(fd, (byte*)room.Target, room.Length, 0);
}
