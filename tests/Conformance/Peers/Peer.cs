using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace NeoServiceLayer.Tests.Conformance.Peers;

/// <summary>A client that knows frames and the four fields, and nothing else.</summary>
internal sealed class Peer(RawStream stream) : IDisposable
{
    internal RawStream Stream { get; } = stream;

    internal static byte[] Frame(ReadOnlySpan<byte> body)
    {
        byte[] frame = new byte[4 + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)body.Length);
        body.CopyTo(frame.AsSpan(4));
        return frame;
    }

    internal static byte[] Frame(string body) => Frame(Encoding.UTF8.GetBytes(body));

    /// <summary>A request with the four fields only.</summary>
    internal static string Request(string id, string operation = "ping", string payload = "{}", string service = "system") =>
        $$"""{"requestId":"{{id}}","serviceType":"{{service}}","operation":"{{operation}}","payload":{{payload}}}""";

    /// <summary>A ping whose body has exactly <paramref name="length"/> bytes, by an additional member that nobody knows.</summary>
    internal static byte[] PingOfLength(string id, int length)
    {
        string start = Request(id)[..^1] + ",\"padding\":\"";
        return Encoding.UTF8.GetBytes(start + new string('x', length - start.Length - 2) + "\"}");
    }

    internal void Send(string body) => Stream.Write(Frame(body));

    internal void Send(ReadOnlySpan<byte> body) => Stream.Write(Frame(body));

    internal byte[] ReceiveBody()
    {
        byte[] header = new byte[4];
        Fill(header);
        byte[] body = new byte[BinaryPrimitives.ReadUInt32BigEndian(header)];
        Fill(body);
        return body;
    }

    internal Answer Receive() => new(ReceiveBody());

    internal Answer Ask(string body)
    {
        Send(body);
        return Receive();
    }

    /// <summary>The connection lives and serves.</summary>
    internal void MustServe(string id = "alive")
    {
        JsonElement payload = Ask(Request(id, payload: $$"""{"echo":"{{id}}!"}""")).MustSucceed(id);
        Assert.Equal(id + "!", payload.GetProperty("echo").GetString());
    }

    /// <summary>The other side has closed, with nothing more said.</summary>
    internal void MustBeClosed()
    {
        Span<byte> one = stackalloc byte[1];
        Assert.Equal(0, Stream.Read(one));
    }

    internal JsonElement Metrics() => Ask(Request("metrics", "getMetrics")).MustSucceed("metrics");

    internal string State() =>
        Ask(Request("state", "getStatus")).MustSucceed("state").GetProperty("enclave").GetProperty("state").GetString()!;

    public void Dispose() => Stream.Dispose();

    private void Fill(Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            int count = Stream.Read(target);
            if (count == 0)
            {
                throw new EndOfStreamException("The connection was closed where an answer was due.");
            }

            target = target[count..];
        }
    }
}
