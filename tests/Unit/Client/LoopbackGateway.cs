using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NeoServiceLayer.Tests.Client;

/// <summary>What a loopback server received.</summary>
internal sealed record ReceivedRequest(string Line, Dictionary<string, string> Headers, string Body);

/// <summary>
/// A server on a real socket that answers each connection with whatever bytes a test says, so that broken answers can be
/// tried too.
/// </summary>
internal sealed class LoopbackGateway : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<ReceivedRequest, byte[]?> answer;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task serving;

    /// <param name="answer">The bytes of the whole response; null to answer nothing and keep the connection.</param>
    internal LoopbackGateway(Func<ReceivedRequest, byte[]?> answer)
    {
        this.answer = answer;
        listener.Start();
        serving = ServeAsync();
    }

    internal List<ReceivedRequest> Received { get; } = [];

    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    internal static LoopbackGateway Answering(string body, int status = 200) => new(_ => Response(status, body));

    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body.</param>
    /// <param name="headers">Further header lines, each with its end.</param>
    internal static byte[] Response(int status, string body, string headers = "") => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}Connection: close\r\n\r\n{body}"));

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await serving;
        listener.Stop();
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        List<TcpClient> kept = [];
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stopping.Token);
                kept.Add(client);
                ReceivedRequest request = await ReadAsync(client.GetStream());
                Received.Add(request);
                if (answer(request) is byte[] response)
                {
                    await client.GetStream().WriteAsync(response, stopping.Token);
                    client.Close();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the test is over
        }

        kept.ForEach(client => client.Dispose());
    }

    private async Task<ReceivedRequest> ReadAsync(NetworkStream stream)
    {
        MemoryStream head = new();
        byte[] one = new byte[1];
        while (!head.ToArray().AsSpan().EndsWith("\r\n\r\n"u8))
        {
            await stream.ReadExactlyAsync(one, stopping.Token);
            head.Write(one);
        }

        string[] lines = Encoding.ASCII.GetString(head.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        byte[] body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, stopping.Token);
        return new ReceivedRequest(lines[0], headers, Encoding.UTF8.GetString(body));
    }
}
