using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>
/// An RPC end point before a real node: it passes on what it is asked and what the node says, until a <see cref="Fault"/> makes it lag,
/// lie, fall silent or break off. Several of them before one node are several end points of a network.
/// </summary>
internal sealed class FaultyNode : IAsyncDisposable
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly HttpClient node;
    private readonly X509Certificate2? certificate;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<string, int> calls = new();
    private readonly ConcurrentDictionary<Task, bool> serving = new();
    private readonly Task accepting;

    /// <summary>Listens before a node.</summary>
    /// <param name="address">Where the node answers.</param>
    /// <param name="certificate">Its own, with the key, for https; null: http.</param>
    internal FaultyNode(IPEndPoint address, X509Certificate2? certificate = null)
    {
        this.certificate = certificate;
        node = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://{address}") };
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where it answers.</summary>
    internal Uri Url => new($"{(certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>What is wrong with it; may be changed at any time.</summary>
    internal NodeFault Fault { get; set; } = NodeFault.None;

    /// <summary>How often a method was asked for.</summary>
    internal int Calls(string method) => calls.GetValueOrDefault(method);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(serving.Keys);
        node.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stopping.Token);
                client.NoDelay = true;
                Task one = ServeAsync(client);
                serving[one] = true;
                _ = one.ContinueWith(ended => serving.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await Task.Yield();
        using (client)
        {
            try
            {
                await using Stream stream = await OpenAsync(client);
                while (await ReadAsync(stream) is { } body && await AnswerAsync(stream, body))
                {
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or HttpRequestException
                or System.Security.Authentication.AuthenticationException)
            {
                // The client is gone, or does not like the certificate, or the node is gone, or this ends.
            }
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (certificate is null)
        {
            return client.GetStream();
        }

        SslStream tls = new(client.GetStream());
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping.Token);
        return tls;
    }

    /// <returns>The body of the next request; null where there is none.</returns>
    private async Task<byte[]?> ReadAsync(Stream stream)
    {
        byte[] buffer = new byte[64 << 10];
        int length = 0;
        int head;
        while ((head = buffer.AsSpan(0, length).IndexOf(HeadEnd)) < 0)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), stopping.Token);
            if (read == 0)
            {
                return null;
            }

            length += read;
        }

        string size = Encoding.ASCII.GetString(buffer, 0, head).Split("\r\n")
            .Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        byte[] body = new byte[int.Parse(size.AsSpan(size.IndexOf(':') + 1), CultureInfo.InvariantCulture)];
        int begun = length - head - HeadEnd.Length;
        buffer.AsSpan(head + HeadEnd.Length, begun).CopyTo(body);
        await stream.ReadExactlyAsync(body.AsMemory(begun), stopping.Token);
        return body;
    }

    /// <returns>Whether another request may follow.</returns>
    private async Task<bool> AnswerAsync(Stream stream, byte[] request)
    {
        NodeFault fault = Fault;
        JsonNode asked = JsonNode.Parse(request)!;
        foreach (JsonNode? call in asked as JsonArray ?? [asked.DeepClone()])
        {
            calls.AddOrUpdate((string)call!["method"]!, 1, (_, count) => count + 1);
        }

        await Task.Delay(fault.Delay, stopping.Token);
        byte[] body = fault.Body ?? (fault.Bringing is Bringing.Never or Bringing.Closed ? [] : await AskAsync(asked, request, fault));
        byte[] head = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {fault.Status} Said\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        switch (fault.Bringing)
        {
            case Bringing.Never:
                await Task.Delay(Timeout.Infinite, stopping.Token);
                return false;
            case Bringing.Closed:
                return false;
            default:
                await stream.WriteAsync(head, stopping.Token);
                await stream.WriteAsync(fault.Bringing == Bringing.Cut ? body.AsMemory(0, body.Length / 2) : body, stopping.Token);
                return fault.Bringing == Bringing.Whole;
        }
    }

    private async Task<byte[]> AskAsync(JsonNode asked, byte[] request, NodeFault fault)
    {
        if (asked is JsonArray && !fault.Batches)
        {
            return """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid request"}}"""u8.ToArray();
        }

        if (asked is not JsonArray batch)
        {
            return Bytes(await AlterAsync(asked, await OneAsync(asked, fault), fault));
        }

        bool allAsked = batch.All(call => fault.Refuse((string)call!["method"]!) is null);
        JsonArray? together = allAsked ? JsonNode.Parse(await SendAsync(request))!.AsArray() : null;
        JsonArray altered = [];
        for (int i = 0; i < batch.Count; i++)
        {
            JsonObject answer = together?[i]!.DeepClone().AsObject() ?? await OneAsync(batch[i]!, fault);
            altered.Add(await AlterAsync(batch[i]!, answer, fault));
        }

        return Bytes(altered);
    }

    /// <summary>The answer to one call, which the node hears of only if the fault lets it through.</summary>
    private async Task<JsonObject> OneAsync(JsonNode call, NodeFault fault)
    {
        if (fault.Refuse((string)call["method"]!) is not { } refusal)
        {
            return JsonNode.Parse(await SendAsync(Bytes(call)))!.AsObject();
        }

        refusal["jsonrpc"] = "2.0";
        refusal["id"] = call["id"]!.DeepClone();
        return refusal;
    }

    private Task<JsonObject> AlterAsync(JsonNode call, JsonObject answer, NodeFault fault) => fault.Alter(
        new NodeCall((string)call["method"]!, call["params"]!.AsArray(), async (method, parameters) =>
        {
            JsonObject question = new() { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters };
            return JsonNode.Parse(await SendAsync(Bytes(question)))!.AsObject();
        }),
        answer);

    private async Task<byte[]> SendAsync(byte[] request)
    {
        using ByteArrayContent content = new(request);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await node.PostAsync("", content, stopping.Token);
        return await response.Content.ReadAsByteArrayAsync(stopping.Token);
    }

    private static byte[] Bytes(JsonNode answer) => Encoding.UTF8.GetBytes(answer.ToJsonString());
}
