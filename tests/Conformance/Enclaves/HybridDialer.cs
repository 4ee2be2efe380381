using System.Text;
using NeoServiceLayer.Tests.Conformance.Peers;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Tests.Conformance.Enclaves;

/// <summary>Dials a guest's port through a hybrid socket: CONNECT, OK, and then the stream.</summary>
internal static class HybridDialer
{
    internal static RawStream Open(string path, uint port)
    {
        RawStream stream = SocketDialer.Open(WireEndpoint.Unix(path));
        stream.Write(Encoding.ASCII.GetBytes($"CONNECT {port}\n"));
        StringBuilder line = new();
        byte[] one = new byte[1];
        while (one[0] != '\n')
        {
            if (stream.Read(one) == 0)
            {
                stream.Dispose();
                throw new EndOfStreamException("Nobody listens behind the front.");
            }

            line.Append((char)one[0]);
        }

        Assert.StartsWith("OK ", line.ToString(), StringComparison.Ordinal);
        return stream;
    }
}
