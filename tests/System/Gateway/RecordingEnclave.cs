using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>
/// Stands where an enclave would, on a Unix socket: keeps every request's frame and answers each as a ping. To who attaches as its
/// host it says that it serves.
/// </summary>
internal sealed class RecordingEnclave : IDisposable
{
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentBag<Socket> accepted = [];

    internal RecordingEnclave(string path)
    {
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    /// <summary>The bodies of the requests, by requestId.</summary>
    internal ConcurrentDictionary<string, byte[]> Requests { get; } = new();

    public void Dispose()
    {
        listener.Dispose();
        foreach (Socket connection in accepted)
        {
            connection.Dispose();
        }
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket connection = listener.Accept();
                accepted.Add(connection);
                new Thread(() => Serve(connection)) { IsBackground = true }.Start();
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private void Serve(Socket connection)
    {
        try
        {
            using NetworkStream stream = new(connection);
            while (true)
            {
                byte[] header = new byte[4];
                stream.ReadExactly(header);
                byte[] body = new byte[BinaryPrimitives.ReadUInt32BigEndian(header)];
                stream.ReadExactly(body);
                using JsonDocument request = JsonDocument.Parse(body);
                string id = request.RootElement.GetProperty("requestId").GetString()!;
                Requests[id] = body;
                stream.Write(Frame(JsonSerializer.SerializeToUtf8Bytes(
                    new { requestId = id, success = true, payload = new { time = DateTime.UnixEpoch } })));
                if (request.RootElement.GetProperty("operation").GetString() == "attach"
                    && request.RootElement.GetProperty("payload").GetProperty("role").GetString() == "host")
                {
                    TellHost(stream);
                    return;
                }
            }
        }
        catch (Exception over) when (over is IOException or ObjectDisposedException)
        {
            // The gateway is gone, or the test is over.
        }
    }

    /// <summary>One heartbeat, and then silence until the connection ends.</summary>
    private static void TellHost(NetworkStream stream)
    {
        stream.Write(Frame(JsonSerializer.SerializeToUtf8Bytes(
            new { requestId = "beat", serviceType = "host", operation = "heartbeat", payload = new { serving = true } })));
        Span<byte> answer = stackalloc byte[1024];
        while (stream.Read(answer) > 0)
        {
        }
    }

    private static byte[] Frame(byte[] body)
    {
        byte[] frame = new byte[4 + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)body.Length);
        body.CopyTo(frame, 4);
        return frame;
    }
}
