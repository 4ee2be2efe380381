using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>When the gateway takes the enclave for reachable, and what it says of it.</summary>
public sealed class LinkTests
{
    [Fact]
    public async Task An_enclave_that_has_not_answered_yet_is_not_up()
    {
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using LocalSystem system = await LocalSystem.StartGatewayAloneAsync(path =>
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen();
        });
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        SemaphoreSlim asked = new(0);
        TaskCompletionSource mayAnswer = new();
        Task serving = AnswerPingsAsync(listener, asked, mayAnswer.Task, ending.Token);
        await asked.WaitAsync(ending.Token);
        await asked.WaitAsync(ending.Token);

        // Both connections stand, and both wait for their first answer.
        await system.UntilMetricAsync("nsl_gateway_enclave_link_up 0");
        await Problems.ExpectAsync(
            await system.CallAsync("system/ping", "{}"), HttpStatusCode.ServiceUnavailable, "enclaveUnreachable", retryable: true);
        Assert.Empty(Events(system, "link.up"));
        mayAnswer.SetResult();
        await system.UntilMetricAsync("nsl_gateway_enclave_link_up 1");
        await LocalSystem.UntilAsync(() => Task.FromResult(Events(system, "link.up").Count == 1));
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
    }

    [Fact]
    public async Task Each_change_of_the_link_is_one_line_of_the_log_however_long_the_enclave_stays_dead()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        await LocalSystem.UntilAsync(() => Task.FromResult(Events(system, "link.up").Count == 1 && Events(system, "host.attached").Count == 1));
        await system.Enclave.SignalAsync("KILL");
        await LocalSystem.UntilAsync(() => Task.FromResult(Events(system, "link.down").Count == 1 && Events(system, "host.detached").Count == 1));

        // Dead for many attempts: each refused call is one at least.
        for (int i = 0; i < 50; i++)
        {
            await Problems.ExpectAsync(
                await system.CallAsync("system/ping", "{}"), HttpStatusCode.ServiceUnavailable, "enclaveUnreachable", retryable: true);
        }

        system.Enclave.Dispose();
        await system.StartEnclaveAsync();
        await system.UntilReadyAsync();
        await LocalSystem.UntilAsync(() => Task.FromResult(Events(system, "link.up").Count == 2 && Events(system, "host.attached").Count == 2));
        Assert.Single(Events(system, "link.down"));
        Assert.Single(Events(system, "host.detached"));
    }

    [Fact]
    public async Task A_gateway_keeps_lines_parked_also_at_an_enclave_that_was_started_anew()
    {
        using LocalSystem system = await LocalSystem.StartAsync("{\"requestsPerSecond\":0,\"parkedLines\":3}");
        await LocalSystem.UntilAsync(async () => await ParkedAsync(system) == 3);
        await system.Enclave.SignalAsync("TERM");
        Assert.Equal(0, await system.Enclave.EndAsync());
        system.Enclave.Dispose();
        await system.StartEnclaveAsync();
        await system.UntilReadyAsync();
        await LocalSystem.UntilAsync(async () => await ParkedAsync(system) == 3);
    }

    private static async Task<int> ParkedAsync(LocalSystem system)
    {
        using HttpResponseMessage answer = await system.CallAsync("system/getMetrics", "{}");
        return (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["parkedLines"]!;
    }

    private static List<string> Events(LocalSystem system, string name) => [.. system.Gateway.ErrorLines
        .Where(line => line.Contains("\"source\":\"gateway\"", StringComparison.Ordinal)
            && line.Contains($"\"event\":\"{name}\"", StringComparison.Ordinal))];

    /// <summary>Takes every connection, and answers the first ping on it once it may; every other request it leaves.</summary>
    private static async Task AnswerPingsAsync(Socket listener, SemaphoreSlim asked, Task mayAnswer, CancellationToken cancel)
    {
        while (true)
        {
            Socket socket = await listener.AcceptAsync(cancel);
            _ = AnswerAsync(socket, asked, mayAnswer, cancel);
        }
    }

    private static async Task AnswerAsync(Socket socket, SemaphoreSlim asked, Task mayAnswer, CancellationToken cancel)
    {
        JsonNode first = await ReceiveAsync(socket);
        if ((string)first["operation"]! == "ping")
        {
            asked.Release();
            await mayAnswer.WaitAsync(cancel);
            await SendAsync(
                socket,
                $$$"""{"requestId":"{{{first["requestId"]}}}","success":true,"errorMessage":null,"payload":{"time":"2026-01-02T03:04:05Z"}}""");
        }
    }

    private static async Task<JsonNode> ReceiveAsync(Socket socket)
    {
        byte[] header = new byte[4];
        await FillAsync(socket, header);
        byte[] body = new byte[BinaryPrimitives.ReadInt32BigEndian(header)];
        await FillAsync(socket, body);
        return JsonNode.Parse(body)!;
    }

    private static async Task FillAsync(Socket socket, Memory<byte> target)
    {
        while (!target.IsEmpty)
        {
            int count = await socket.ReceiveAsync(target, TestContext.Current.CancellationToken);
            Assert.NotEqual(0, count);
            target = target[count..];
        }
    }

    private static async Task SendAsync(Socket socket, string body)
    {
        byte[] frame = [0, 0, 0, 0, .. Encoding.UTF8.GetBytes(body)];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        await socket.SendAsync(frame, TestContext.Current.CancellationToken);
    }
}
