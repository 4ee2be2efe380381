using System.Runtime.InteropServices;

namespace NeoServiceLayer.Wire.Interop;

/// <summary>Owns one descriptor, a socket's mostly. A call that is under way keeps it open, so that no number is reused beneath it.</summary>
internal sealed unsafe class SocketHandle : SafeHandle
{
    private SocketHandle(int fd)
        : base(-1, ownsHandle: true) => SetHandle(fd);

    /// <inheritdoc/>
    public override bool IsInvalid => handle < 0;

    internal static SocketHandle Create(WireEndpoint endpoint)
    {
        int fd = LibC.Socket(SocketAddress.Family(endpoint), LibC.SockStream | LibC.SockCloseOnExec, 0);
        return fd >= 0 ? new SocketHandle(fd) : throw SocketFailure.From("socket", endpoint, LibC.LastError);
    }

    internal static SocketHandle Adopt(int fd) => new(fd);

    /// <summary>Runs one system call on the descriptor; a negative answer is minus the errno. Interrupted calls are repeated.</summary>
    internal nint Call<TState>(TState state, delegate*<int, TState, nint> call)
        where TState : allows ref struct
    {
        bool held = false;
        try
        {
            DangerousAddRef(ref held);
            while (true)
            {
                nint result = call((int)handle, state);
                if (result >= 0)
                {
                    return result;
                }

                int error = LibC.LastError;
                if (error != LibC.EIntr)
                {
                    return -error;
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // Another thread has closed the socket meanwhile: for the caller that is a dead socket like any other.
            return -LibC.EBadF;
        }
        finally
        {
            if (held)
            {
                DangerousRelease();
            }
        }
    }

    internal void SetOption(int level, int name, int value) =>
        Call((level, name, value), &SetIntOption);

    internal void SetTimeout(int name, TimeSpan value) =>
        Call((name, value), &SetTimeOption);

    /// <summary>Ends one direction or both, which also wakes whoever waits in recv, send or accept on it.</summary>
    internal void Shutdown(int how = LibC.ShutdownBoth)
    {
        if (!IsClosed)
        {
            Call(how, &ShutDown);
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;

    private static nint ShutDown(int fd, int how) => LibC.Shutdown(fd, how);

    private static nint SetIntOption(int fd, (int Level, int Name, int Value) option) =>
        LibC.SetSocketOption(fd, option.Level, option.Name, &option.Value, sizeof(int));

    private static nint SetTimeOption(int fd, (int Name, TimeSpan Value) option)
    {
        LibC.TimeValue time = new()
        {
            Seconds = (long)option.Value.TotalSeconds,
            Microseconds = option.Value.Microseconds + (option.Value.Milliseconds * 1000L),
        };
        return LibC.SetSocketOption(fd, LibC.SolSocket, option.Name, &time, (uint)sizeof(LibC.TimeValue));
    }
}
