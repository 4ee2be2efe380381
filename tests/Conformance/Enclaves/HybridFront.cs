using System.Net.Sockets;
using System.Text;
using NeoServiceLayer.Tests.Conformance.Peers;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Tests.Conformance.Enclaves;

/// <summary>
/// What a virtual machine's monitor does with a hybrid socket: reads CONNECT and a port, says OK, then passes bytes on both
/// ways, each direction ended when its sender has finished.
/// </summary>
internal sealed class HybridFront : IDisposable
{
    internal const uint Port = 5000;

    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string path;
    private readonly string inner;

    internal HybridFront(string path, string inner)
    {
        this.path = path;
        this.inner = inner;
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    internal WireEndpoint Endpoint => WireEndpoint.Hybrid(path, Port);

    /// <summary>Dials through the front as a stranger would.</summary>
    internal RawStream Open() => HybridDialer.Open(path, Port);

    public void Dispose() => listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket outer = listener.Accept();
                new Thread(() => Serve(outer)) { IsBackground = true }.Start();
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The listener is closed.
        }
    }

    private void Serve(Socket outer)
    {
        using (outer)
        {
            if (ReadLine(outer) != $"CONNECT {Port}")
            {
                return;
            }

            using Socket enclave = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            if (!TryConnect(enclave))
            {
                return;
            }

            outer.Send(Encoding.ASCII.GetBytes($"OK {Port}\n"));
            Thread back = new(() => Pass(enclave, outer)) { IsBackground = true };
            back.Start();
            Pass(outer, enclave);
            back.Join();
        }
    }

    private bool TryConnect(Socket enclave)
    {
        try
        {
            enclave.Connect(new UnixDomainSocketEndPoint(inner));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string ReadLine(Socket socket)
    {
        StringBuilder line = new();
        byte[] one = new byte[1];
        while (socket.Receive(one) == 1 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString();
    }

    private static bool TrySend(Socket to, ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[to.Send(bytes)..];
            }

            return true;
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static void Pass(Socket from, Socket to)
    {
        byte[] buffer = new byte[16 << 10];
        try
        {
            int count;
            while ((count = from.Receive(buffer)) > 0)
            {
                if (!TrySend(to, buffer.AsSpan(0, count)))
                {
                    return; // what the one who takes no more had sent before is still passed on: it is the other direction's
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // One side is gone: so is the other.
            from.Dispose();
            to.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // The other direction has found out first.
        }
    }
}
