using System.IO.Pipelines;
using NeoServiceLayer.Wire.Interop;

namespace NeoServiceLayer.Wire.Transport;

/// <summary>A connection over a stream socket of any family: Unix, TCP, VSOCK.</summary>
internal sealed class SocketConnection : Connection
{
    /// <summary>
    /// The most that VSOCK is handed in one send: some hosts' kernels corrupt or stall on more
    /// (cloud-hypervisor issue 7672; tried: 32,768 is good, 36,864 hangs).
    /// </summary>
    internal const int MaxVsockSend = 32 << 10;

    private readonly SocketHandle socket;
    private readonly SocketInput input;
    private readonly int maxSend;

    internal SocketConnection(SocketHandle socket, WireEndpointKind kind, TransportSettings settings)
    {
        this.socket = socket;
        maxSend = kind is WireEndpointKind.Vsock or WireEndpointKind.Hybrid ? MaxVsockSend : int.MaxValue;
        TimeSpan tick = SocketInput.Tick(settings);
        socket.SetTimeout(LibC.SoReceiveTimeout, tick);
        socket.SetTimeout(LibC.SoSendTimeout, settings.SendTimeout);
        if (kind == WireEndpointKind.Tcp)
        {
            socket.SetOption(LibC.IpProtoTcp, LibC.TcpNoDelay, 1);
        }

        input = new SocketInput(socket, settings);
    }

    public override PipeReader Input => input;

    public override int TrySend(ReadOnlySpan<byte> bytes)
    {
        nint count = Send(bytes, LibC.MsgDontWait | LibC.MsgNoSignal);
        return count == -LibC.EAgain ? 0 : Checked(count);
    }

    public override int Send(ReadOnlySpan<byte> bytes)
    {
        nint count = Send(bytes, LibC.MsgNoSignal);
        return count == -LibC.EAgain
            ? throw new ConnectionLostException(ConnectionEnd.SendTimedOut)
            : Checked(count);
    }

    public override bool MayBeSilent
    {
        get => input.MayBeSilent;
        set => input.MayBeSilent = value;
    }

    public override void FinishSending() => socket.Shutdown(LibC.ShutdownWrite);

    public override void StopReceiving() => socket.Shutdown(LibC.ShutdownRead);

    protected override void Shutdown() => socket.Shutdown();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        input.Dispose();
        socket.Dispose();
    }

    private static int Checked(nint count) =>
        count >= 0 ? (int)count : throw new ConnectionLostException(ConnectionEnd.Broken);

    private unsafe nint Send(ReadOnlySpan<byte> bytes, int flags)
    {
        if (End != ConnectionEnd.None)
        {
            throw new ConnectionLostException(End);
        }

        fixed (byte* source = bytes)
        {
            return socket.Call(((nint)source, (nuint)Math.Min(bytes.Length, maxSend), flags), &Send);
        }
    }

    private static unsafe nint Send(int fd, (nint Source, nuint Length, int Flags) send) =>
        LibC.Send(fd, (byte*)send.Source, send.Length, send.Flags);
}
