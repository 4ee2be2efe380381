using System.Globalization;
using System.Text;
using NeoServiceLayer.Wire.Interop;

namespace NeoServiceLayer.Wire.Transport;

/// <summary>
/// The words before the stream on a hybrid socket (Firecracker's vsock.md): <c>CONNECT port\n</c>, answered by
/// <c>OK port\n</c>. A port that nobody listens on shows as an end of stream.
/// </summary>
internal static class HybridHandshake
{
    private const int MaxAnswer = 64;

    internal static void Perform(SocketHandle socket, WireEndpoint endpoint, TimeSpan patience)
    {
        socket.SetTimeout(LibC.SoReceiveTimeout, patience);
        Send(socket, endpoint, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"CONNECT {endpoint.Port}\n")));
        Span<byte> answer = stackalloc byte[MaxAnswer];
        int length = 0;

        // Byte by byte: what follows the line feed belongs to the stream.
        while (length < MaxAnswer && (length == 0 || answer[length - 1] != (byte)'\n'))
        {
            Receive(socket, endpoint, answer.Slice(length++, 1));
        }

        if (!answer.StartsWith("OK"u8))
        {
            throw new TransportException($"{endpoint}: the socket did not answer CONNECT with OK; is it a hybrid VSOCK socket?");
        }
    }

    private static unsafe void Send(SocketHandle socket, WireEndpoint endpoint, ReadOnlySpan<byte> line)
    {
        fixed (byte* source = line)
        {
            if (socket.Call(((nint)source, (nuint)line.Length), &SendAll) != line.Length)
            {
                throw new TransportException($"{endpoint}: the socket closed before CONNECT.");
            }
        }
    }

    private static unsafe void Receive(SocketHandle socket, WireEndpoint endpoint, Span<byte> one)
    {
        fixed (byte* target = one)
        {
            if (socket.Call((nint)target, &ReceiveOne) != 1)
            {
                throw new TransportException($"{endpoint}: nobody listens on that port behind the socket.");
            }
        }
    }

    private static unsafe nint SendAll(int fd, (nint Source, nuint Length) line) =>
        LibC.Send(fd, (byte*)line.Source, line.Length, LibC.MsgNoSignal);

    private static unsafe nint ReceiveOne(int fd, nint target) => LibC.Receive(fd, (byte*)target, 1, 0);
}
