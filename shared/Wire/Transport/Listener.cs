using NeoServiceLayer.Wire.Interop;

namespace NeoServiceLayer.Wire.Transport;

/// <summary>Accepts connections on an end point. One thread calls <see cref="Accept"/>; anybody may call <see cref="Close"/>.</summary>
public sealed class Listener : IDisposable
{
    private const int Backlog = 128;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(10);

    private readonly SocketHandle socket;
    private readonly Wake wake;
    private readonly TransportSettings settings;
    private readonly string? socketFile;
    private volatile bool closed;

    private Listener(SocketHandle socket, Wake wake, WireEndpoint endpoint, TransportSettings settings)
    {
        this.socket = socket;
        this.wake = wake;
        this.settings = settings;
        Endpoint = endpoint;
        socketFile = endpoint.Kind == WireEndpointKind.Unix ? endpoint.Path : null;
    }

    /// <summary>Where it listens; for TCP with port 0, the port that the system chose.</summary>
    public WireEndpoint Endpoint { get; }

    /// <summary>Starts listening. A Unix socket's file left by a process that is gone is replaced; a live one is not.</summary>
    /// <exception cref="TransportException">The end point cannot be listened on.</exception>
    public static unsafe Listener Open(WireEndpoint endpoint, TransportSettings settings)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.Kind == WireEndpointKind.Hybrid)
        {
            throw new TransportException($"{endpoint}: hybrid end points are dialled, not listened on; the monitor of the machine listens.");
        }

        if (endpoint.Kind == WireEndpointKind.Unix)
        {
            RemoveStaleSocket(endpoint, settings);
        }

        SocketHandle socket = SocketHandle.Create(endpoint);
        try
        {
            socket.SetOption(LibC.SolSocket, LibC.SoReuseAddress, 1);
            Bind(socket, endpoint);
            Check("listen", endpoint, socket.Call(Backlog, &ListenOn));
            Check("fcntl", endpoint, socket.Call(0, &BlockNot)); // a connection may be gone before it is accepted
            WireEndpoint chosen = WithChosenPort(socket, endpoint);
            return new Listener(socket, Wake.Create(endpoint), chosen, settings);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the next connection; null when the listener is closed.</summary>
    /// <exception cref="TransportException">Listening itself has failed.</exception>
    public unsafe Connection? Accept()
    {
        while (!closed)
        {
            nint ready = wake.Wait(socket);
            nint fd = ready < 0 ? ready : socket.Call(0, &AcceptOn);
            if (fd >= 0)
            {
                return new SocketConnection(SocketHandle.Adopt((int)fd), Endpoint.Kind, settings);
            }

            if (!closed && !IsPassing((int)-fd))
            {
                throw SocketFailure.From("accept", Endpoint, (int)-fd);
            }
        }

        return null;
    }

    /// <summary>Stops accepting and wakes <see cref="Accept"/>; a Unix socket's file goes.</summary>
    public void Close()
    {
        closed = true;
        wake.Set();
        socket.Dispose(); // once nobody waits for it any more
        if (socketFile is not null)
        {
            File.Delete(socketFile);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!closed)
        {
            Close();
        }

        wake.Dispose();
    }

    private static nint BlockNot(int fd, int unused) => LibC.FileControl(fd, LibC.FSetFlags, LibC.ONonBlock);

    private static nint ListenOn(int fd, int backlog) => LibC.Listen(fd, backlog);

    private static unsafe nint AcceptOn(int fd, int unused) => LibC.Accept(fd, null, null, LibC.SockCloseOnExec);

    /// <summary>A connection that ended in the queue, or no descriptors for the moment: the next one may do.</summary>
    private static bool IsPassing(int error)
    {
        if (error is LibC.EMFile or LibC.ENFile or LibC.ENoMem or LibC.ENoBufs)
        {
            // Nothing can be accepted until something is closed: do not spin meanwhile.
            Thread.Sleep(AcceptPause);
            return true;
        }

        return error is LibC.EConnAborted or LibC.EAgain;
    }

    private static unsafe void Bind(SocketHandle socket, WireEndpoint endpoint)
    {
        byte* address = stackalloc byte[SocketAddress.MaxLength];
        int length = SocketAddress.Write(endpoint, new Span<byte>(address, SocketAddress.MaxLength));
        Check("bind", endpoint, socket.Call(((nint)address, (uint)length), &BindTo));
    }

    private static unsafe nint BindTo(int fd, (nint Address, uint Length) to) =>
        LibC.Bind(fd, (byte*)to.Address, to.Length);

    private static unsafe WireEndpoint WithChosenPort(SocketHandle socket, WireEndpoint endpoint)
    {
        if (endpoint.Kind != WireEndpointKind.Tcp || endpoint.Port != 0)
        {
            return endpoint;
        }

        byte* address = stackalloc byte[SocketAddress.MaxLength];
        Check("getsockname", endpoint, socket.Call((nint)address, &NameOf));
        return WireEndpoint.Tcp(endpoint.Address!, SocketAddress.ReadTcpPort(new ReadOnlySpan<byte>(address, SocketAddress.MaxLength)));
    }

    private static unsafe nint NameOf(int fd, nint address)
    {
        uint length = SocketAddress.MaxLength;
        return LibC.GetSocketName(fd, (byte*)address, &length);
    }

    private static void Check(string step, WireEndpoint endpoint, nint result)
    {
        if (result < 0)
        {
            throw SocketFailure.From(step, endpoint, (int)-result);
        }
    }

    private static void RemoveStaleSocket(WireEndpoint endpoint, TransportSettings settings)
    {
        if (!File.Exists(endpoint.Path))
        {
            return;
        }

        try
        {
            Dialer.Dial(endpoint, settings, TimeSpan.FromSeconds(1)).Dispose();
        }
        catch (TransportException)
        {
            // Nobody answers: the file is what a killed process left.
            File.Delete(endpoint.Path);
            return;
        }

        throw new TransportException($"{endpoint}: another process listens there.");
    }
}
