using NeoServiceLayer.Wire.Interop;

namespace NeoServiceLayer.Wire.Transport;

/// <summary>Opens connections to an end point.</summary>
public static class Dialer
{
    /// <summary>Dials and waits at most <paramref name="patience"/>.</summary>
    /// <remarks>A socket is dead after a failed connect, so each attempt has one of its own.</remarks>
    /// <exception cref="TransportException">Nobody answered; nothing was sent.</exception>
    public static Connection Dial(WireEndpoint endpoint, TransportSettings settings, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(settings);
        SocketHandle socket = SocketHandle.Create(endpoint);
        try
        {
            Connect(socket, endpoint, patience);
            if (endpoint.Kind == WireEndpointKind.Hybrid)
            {
                HybridHandshake.Perform(socket, endpoint, patience);
            }

            return new SocketConnection(socket, endpoint.Kind, settings);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static unsafe void Connect(SocketHandle socket, WireEndpoint endpoint, TimeSpan patience)
    {
        byte* address = stackalloc byte[SocketAddress.MaxLength];
        int length = SocketAddress.Write(endpoint, new Span<byte>(address, SocketAddress.MaxLength));
        nint flags = Checked(endpoint, socket.Call((nint)0, &GetFlags));
        Checked(endpoint, socket.Call(flags | LibC.ONonBlock, &SetFlags));
        nint result = socket.Call(((nint)address, (uint)length), &ConnectTo);
        if (result == -LibC.EInProgress)
        {
            AwaitConnected(socket, endpoint, patience);
        }
        else
        {
            Checked(endpoint, result);
        }

        Checked(endpoint, socket.Call(flags, &SetFlags));
    }

    private static unsafe void AwaitConnected(SocketHandle socket, WireEndpoint endpoint, TimeSpan patience)
    {
        nint ready = Checked(endpoint, socket.Call((int)patience.TotalMilliseconds, &PollWritable));
        if (ready == 0)
        {
            throw SocketFailure.From("connect", endpoint, LibC.ETimedOut);
        }

        nint error = socket.Call(0, &PendingError);
        if (error != 0)
        {
            throw SocketFailure.From("connect", endpoint, (int)Math.Abs(error));
        }
    }

    private static nint Checked(WireEndpoint endpoint, nint result) =>
        result >= 0 ? result : throw SocketFailure.From("connect", endpoint, (int)-result);

    private static unsafe nint ConnectTo(int fd, (nint Address, uint Length) to) =>
        LibC.Connect(fd, (byte*)to.Address, to.Length);

    private static nint GetFlags(int fd, nint unused) => LibC.FileControl(fd, LibC.FGetFlags, 0);

    private static nint SetFlags(int fd, nint flags) => LibC.FileControl(fd, LibC.FSetFlags, flags);

    private static unsafe nint PollWritable(int fd, int milliseconds)
    {
        LibC.PollRequest request = new() { FileDescriptor = fd, Events = LibC.PollOut };
        return LibC.Poll(&request, 1, milliseconds);
    }

    private static unsafe nint PendingError(int fd, int unused)
    {
        int error = 0;
        uint length = sizeof(int);
        int result = LibC.GetSocketOption(fd, LibC.SolSocket, LibC.SoError, &error, &length);
        return result < 0 ? result : error;
    }
}
