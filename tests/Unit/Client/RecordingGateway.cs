using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Gateway.Http;
using NeoServiceLayer.Tests.Accounts;

namespace NeoServiceLayer.Tests.Client;

/// <summary>A gateway before a <see cref="TestEnclave"/> that keeps all that passes, and may change it.</summary>
internal sealed class RecordingGateway : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    internal RecordingGateway(TestEnclave enclave)
    {
        Enclave = enclave;
        using (TcpListener probe = new(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        serving = ServeAsync();
    }

    internal Uri Address { get; }

    /// <summary>The enclave that it passes requests to; a test may put another in its place.</summary>
    internal TestEnclave Enclave { get; set; }

    /// <summary>Everything that was seen, in whatever direction: lines, headers' values, bodies.</summary>
    internal ConcurrentQueue<byte[]> Seen { get; } = new();

    /// <summary>The paths that were asked for.</summary>
    internal ConcurrentQueue<string> Paths { get; } = new();

    /// <summary>Changes a sealed request on its way.</summary>
    internal Func<Request, Request> Asking { get; set; } = static request => request;

    /// <summary>Changes a sealed answer on its way, and may say that it is of another type.</summary>
    internal Func<byte[], (string Type, byte[] Body)> Answering { get; set; } = static answer => (SealedType.Name, answer);

    /// <summary>Whether the bytes were seen anywhere, as they are or in base64 of any alignment.</summary>
    internal bool Saw(byte[] secret) => Seen.Any(seen => seen.AsSpan().IndexOf(secret) >= 0 || Enumerable.Range(0, 3).Any(shift =>
        seen.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Convert.ToBase64String([.. new byte[shift], .. secret])[4..^4])) >= 0));

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
            {
                return; // the test is over
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using MemoryStream body = new();
        await context.Request.InputStream.CopyToAsync(body);
        foreach (string text in context.Request.Headers.AllKeys.Select(name => context.Request.Headers[name]!).Append(context.Request.RawUrl!))
        {
            Seen.Enqueue(Encoding.UTF8.GetBytes(text));
        }

        Seen.Enqueue(body.ToArray());
        Paths.Enqueue(context.Request.RawUrl!);
        string[] path = context.Request.RawUrl!.Split('/');
        bool isSealed = context.Request.ContentType == SealedExchange.MediaType;
        Request request = new(
            context.Request.Headers["Idempotency-Key"] ?? "none", path[^2], path[^1], isSealed ? "{}"u8.ToArray() : body.ToArray(),
            (context.Request.Headers["Authorization"] ?? "").Replace("Stamp ", "", StringComparison.Ordinal))
        {
            Sealed = isSealed ? body.ToArray() : null,
            WantReceipt = context.Request.Headers["Nsl-Receipt"] is not null,
        };
        Reply reply = await Enclave.Client.SendAsync(isSealed ? Asking(request) : request);
        (string type, byte[] answer) = reply.Code is { } code
            ? (ProblemDocument.ContentType, ProblemDocument.Serialize(new Refusal(code, reply.Message), request.Id))
            : reply.Sealed.Length > 0 ? Answering(reply.Sealed) : ("application/json", reply.Payload);
        Seen.Enqueue(answer);
        context.Response.StatusCode = reply.Code?.HttpStatus ?? 200;
        context.Response.ContentType = type;
        if (reply.Receipt.Length > 0)
        {
            context.Response.Headers["Nsl-Receipt"] = reply.Receipt;
        }

        await context.Response.OutputStream.WriteAsync(answer);
        context.Response.Close();
    }
}
