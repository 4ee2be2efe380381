using System.Net;
using System.Net.Sockets;
using System.Text;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Egress.Https;

/// <summary>A parent that parks one line, and leads it where it likes, with what it likes of what comes back.</summary>
internal sealed class LyingParent : IDisposable
{
    private readonly Peer line;
    private readonly Socket target = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly int port;
    private readonly Func<byte[], byte[]?> alter;
    private readonly Thread passing;

    /// <param name="enclave">Where it parks.</param>
    /// <param name="port">Where its line leads, whatever was asked for.</param>
    /// <param name="alter">Given all that came back so far, what to pass on of it instead; null: nothing, and the line ends.</param>
    internal LyingParent(EgressEnclave enclave, int port, Func<byte[], byte[]?>? alter = null)
    {
        this.port = port;
        this.alter = alter ?? (bytes => bytes);
        line = enclave.Park();
        passing = new Thread(Pass) { IsBackground = true };
        passing.Start();
    }

    public void Dispose()
    {
        line.Dispose();
        target.Dispose();
        passing.Join();
    }

    private void Pass()
    {
        try
        {
            StringBuilder head = new();
            byte[] one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && line.Stream.Read(one) > 0)
            {
                head.Append((char)one[0]);
            }

            target.Connect(IPAddress.Loopback, port);
            line.Stream.Write("HTTP/1.1 200 OK\r\n\r\n"u8);
            Thread back = new(PassBack) { IsBackground = true };
            back.Start();
            byte[] buffer = new byte[16 << 10];
            int count;
            while ((count = line.Stream.Read(buffer)) > 0)
            {
                target.Send(buffer.AsSpan(0, count));
            }

            target.Shutdown(SocketShutdown.Both);
            back.Join();
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or IOException)
        {
            // One of the two has ended.
        }
    }

    private void PassBack()
    {
        try
        {
            List<byte> came = [];
            int passed = 0;
            byte[] buffer = new byte[16 << 10];
            int count;
            while ((count = target.Receive(buffer)) > 0)
            {
                came.AddRange(buffer.AsSpan(0, count));
                if (alter([.. came]) is not { } altered)
                {
                    break;
                }

                line.Stream.Write(altered.AsSpan(passed));
                passed = altered.Length;
            }

            line.Stream.FinishSending();
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or IOException)
        {
            // One of the two has ended.
        }
    }
}
