using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary>Stands between nsl and a real gateway, and may change what it asks and what it is answered.</summary>
internal sealed class LyingGateway : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly HttpClient honest;
    private readonly Func<string, string> asking;
    private readonly Action<JsonNode> answering;
    private readonly Func<string, string?> receipts;
    private readonly Task serving;

    /// <param name="honest">The real gateway.</param>
    /// <param name="asking">Gives the request's body that is passed on.</param>
    /// <param name="answering">Changes the answer.</param>
    /// <param name="receipts">Changes the answer's receipt, or keeps it (null).</param>
    internal LyingGateway(HttpClient honest, Func<string, string> asking, Action<JsonNode> answering, Func<string, string?>? receipts = null)
    {
        this.honest = honest;
        this.asking = asking;
        this.answering = answering;
        this.receipts = receipts ?? (static receipt => receipt);
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        serving = ServeAsync();
    }

    internal Uri Address { get; }

    /// <summary>How many requests more are refused, as by an enclave whose module is busy.</summary>
    internal int Refusals { get; set; }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task AnswerAsync(HttpListenerResponse to, HttpResponseMessage response)
    {
        byte[] honestly = await response.Content.ReadAsByteArrayAsync();
        JsonNode answer = JsonNode.Parse(honestly)!;
        JsonNode before = answer.DeepClone();
        answering(answer);
        to.StatusCode = (int)response.StatusCode;
        to.ContentType = response.Content.Headers.ContentType!.ToString();
        if (response.Headers.TryGetValues("Nsl-Receipt", out IEnumerable<string>? values) && receipts(values.Single()) is { } receipt)
        {
            to.Headers["Nsl-Receipt"] = receipt;
        }

        // What it does not change goes on byte for byte.
        await to.OutputStream.WriteAsync(JsonNode.DeepEquals(before, answer) ? honestly : Encoding.UTF8.GetBytes(answer.ToJsonString()));
        to.Close();
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
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

            if (Refusals > 0)
            {
                Refusals--;
                context.Response.StatusCode = 503;
                context.Response.ContentType = "application/problem+json";
                await context.Response.OutputStream.WriteAsync("""{"errorCode":"overloaded","requestId":"1","retryable":true}"""u8.ToArray());
                context.Response.Close();
                continue;
            }

            using StreamReader body = new(context.Request.InputStream);
            using StringContent passed = new(asking(await body.ReadToEndAsync()), Encoding.UTF8, "application/json");
            using HttpRequestMessage request = new(HttpMethod.Post, context.Request.RawUrl) { Content = passed };
            foreach (string name in (string[])["Authorization", "Idempotency-Key", "Nsl-Receipt"])
            {
                request.Headers.TryAddWithoutValidation(name, context.Request.Headers.GetValues(name) ?? []);
            }

            using HttpResponseMessage response = await honest.SendAsync(request);
            await AnswerAsync(context.Response, response);
        }
    }
}
