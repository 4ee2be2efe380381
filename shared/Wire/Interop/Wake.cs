namespace NeoServiceLayer.Wire.Interop;

/// <summary>
/// Ends a wait for a listening socket's next connection, for good. Shutting the socket down would do for Unix and TCP, but nothing
/// that is done to a listening VSOCK socket wakes who waits in accept on it. It is a pipe: what ends its one end is seen at the other.
/// </summary>
internal sealed unsafe class Wake : IDisposable
{
    private readonly SocketHandle watched;
    private readonly SocketHandle ended;

    private Wake(SocketHandle watched, SocketHandle ended)
    {
        this.watched = watched;
        this.ended = ended;
    }

    internal static Wake Create(WireEndpoint endpoint)
    {
        int* ends = stackalloc int[2];
        return LibC.Pipe(ends, LibC.OCloseOnExec) == 0
            ? new Wake(SocketHandle.Adopt(ends[0]), SocketHandle.Adopt(ends[1]))
            : throw SocketFailure.From("pipe", endpoint, LibC.LastError);
    }

    /// <summary>Ends the wait that there is, and every later one.</summary>
    internal void Set() => ended.Dispose();

    /// <summary>Waits until the socket has a connection or the wait is ended; a negative answer is minus the errno.</summary>
    internal nint Wait(SocketHandle socket)
    {
        bool held = false;
        try
        {
            watched.DangerousAddRef(ref held);
            return socket.Call((int)watched.DangerousGetHandle(), &PollBoth);
        }
        catch (ObjectDisposedException)
        {
            return -LibC.EBadF;
        }
        finally
        {
            if (held)
            {
                watched.DangerousRelease();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ended.Dispose();
        watched.Dispose();
    }

    private static nint PollBoth(int socket, int watched)
    {
        LibC.PollRequest* requests = stackalloc LibC.PollRequest[2];
        requests[0] = new() { FileDescriptor = socket, Events = LibC.PollIn };
        requests[1] = new() { FileDescriptor = watched }; // its end is told unasked
        return LibC.Poll(requests, 2, LibC.PollForever);
    }
}
