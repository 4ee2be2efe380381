using System.Net.Sockets;

namespace NeoServiceLayer.Tests.Conformance.Peers;

/// <summary>A stream over System.Net.Sockets: none of our own code.</summary>
internal sealed class SocketStream : RawStream
{
    private readonly Socket socket;

    internal SocketStream(Socket socket)
    {
        this.socket = socket;
        socket.ReceiveTimeout = socket.SendTimeout = (int)Patience.TotalMilliseconds;
        if (socket.ProtocolType == ProtocolType.Tcp)
        {
            socket.NoDelay = true;
        }
    }

    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }

    internal override int Read(Span<byte> target)
    {
        try
        {
            return socket.Receive(target);
        }
        catch (SocketException reset) when (reset.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            return 0;
        }
    }

    internal override bool Readable(TimeSpan atMost) => socket.Poll(atMost, SelectMode.SelectRead);

    internal override void FinishSending() => socket.Shutdown(SocketShutdown.Send);

    internal override void Vanish()
    {
        // No lingering: over TCP the peer sees a reset, as from a process that was killed.
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public override void Dispose() => socket.Dispose();
}
