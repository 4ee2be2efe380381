using System.Text;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.SystemService;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary>The typed client against a real socket.</summary>
public sealed class NslClientTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_typed_call_sends_payload_and_options_and_reads_the_answer()
    {
        await using LoopbackGateway gateway = LoopbackGateway.Answering("""{"echo":"hi","time":"2030-01-02T03:04:05Z","new":1}""");
        using NslClient client = new(new Uri(gateway.Address, "/behind/proxy"));
        PingResponse pong = await client.CallAsync(SystemOperations.Ping, new PingRequest { Echo = "hi" }, new CallOptions
        {
            RequestId = "id-1",
            Deadline = TimeSpan.FromMilliseconds(1500.9),
            Traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        }, Cancellation);
        Assert.Equal(("hi", new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc)), (pong.Echo, pong.Time));
        ReceivedRequest request = Assert.Single(gateway.Received);
        Assert.Equal("POST /behind/proxy/v1/system/ping HTTP/1.1", request.Line);
        Assert.Equal("""{"echo":"hi"}""", request.Body);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal("id-1", request.Headers["Idempotency-Key"]);
        Assert.Equal("1500", request.Headers["Nsl-Deadline-Ms"]);
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", request.Headers["traceparent"]);
    }

    [Fact]
    public async Task Without_options_each_request_has_an_id_of_its_own()
    {
        await using LoopbackGateway gateway = LoopbackGateway.Answering("{}");
        using NslClient client = new(gateway.Address);
        RawResponse one = await client.CallRawAsync("a", "b", "{}"u8.ToArray(), null, Cancellation);
        RawResponse other = await client.CallRawAsync("a", "b", "{}"u8.ToArray(), null, Cancellation);
        Assert.NotEqual(one.RequestId, other.RequestId);
        Assert.Equal([one.RequestId, other.RequestId], gateway.Received.Select(request => request.Headers["Idempotency-Key"]));
        Assert.DoesNotContain("Nsl-Deadline-Ms", gateway.Received[0].Headers.Keys);
    }

    [Theory]
    [InlineData(503, """{"errorCode":"overloaded","detail":"Later.","requestId":"r1","retryable":true}""", "overloaded", "Later.", "r1", true)]
    [InlineData(503, """{"errorCode":"overloaded"}""", "overloaded", "The request was refused.", "mine", true)]
    [InlineData(400, """{"errorCode":"invalidRequest","detail":"No."}""", "invalidRequest", "No.", "mine", false)]
    [InlineData(418, """{"errorCode":"fromTheFuture","retryable":true,"x":[]}""", "fromTheFuture", "The request was refused.", "mine", true)]
    public async Task A_problem_is_a_refusal(int status, string body, string code, string detail, string id, bool retryable)
    {
        await using LoopbackGateway gateway = LoopbackGateway.Answering(body, status);
        NslRefusedException refusal = await Assert.ThrowsAsync<NslRefusedException>(() => PingAsync(gateway));
        Assert.Equal((status, code, detail, id, retryable),
            (refusal.Status, refusal.ErrorCode, refusal.Detail, refusal.RequestId, refusal.Retryable));
    }

    [Theory]
    [InlineData(200, "<html>")]
    [InlineData(200, "")]
    [InlineData(200, """{"time":"2030-01-02T03:04:05Z","time":"2030-01-02T03:04:05Z"}""")]
    [InlineData(200, """{"echo":"time is missing"}""")]
    [InlineData(200, "null")]
    [InlineData(204, "")]
    [InlineData(302, """{"errorCode":"overloaded"}""")]
    [InlineData(502, "<html>Bad gateway</html>")]
    [InlineData(500, """{"error":"of something else"}""")]
    [InlineData(500, "[]")]
    public async Task What_is_no_gateway_s_answer_is_none(int status, string body)
    {
        await using LoopbackGateway gateway = LoopbackGateway.Answering(body, status);
        NslUnreachableException failure = await Assert.ThrowsAsync<NslUnreachableException>(() => PingAsync(gateway));
        Assert.Equal(("mine", true), (failure.RequestId, failure.MayHaveRun));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("SSH-2.0-OpenSSH\r\n")]
    [InlineData("")]
    public async Task A_cut_or_foreign_answer_may_have_run(string bytes)
    {
        await using LoopbackGateway gateway = new(_ => Encoding.ASCII.GetBytes(bytes));
        NslUnreachableException failure = await Assert.ThrowsAsync<NslUnreachableException>(() => PingAsync(gateway));
        Assert.True(failure.MayHaveRun);
    }

    [Fact]
    public async Task Where_nothing_listens_nothing_ran()
    {
        using NslClient client = new(new Uri("http://127.0.0.1:1"));
        NslUnreachableException failure = await Assert.ThrowsAsync<NslUnreachableException>(
            () => client.CallRawAsync("system", "ping", "{}"u8.ToArray(), null, Cancellation));
        Assert.False(failure.MayHaveRun);
    }

    [Theory]
    [InlineData(1023, true, true)]
    [InlineData(1024, true, true)]
    [InlineData(1025, true, false)]
    [InlineData(1024, false, true)]
    [InlineData(1025, false, false)]
    [InlineData(100_000, false, false)]
    public async Task Answers_are_read_up_to_the_cap(int length, bool declared, bool read)
    {
        string body = "\"" + new string('x', length - 2) + "\"";
        string head = declared ? $"Content-Length: {length}\r\n" : "";
        await using LoopbackGateway gateway = new(_ => Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{head}Connection: close\r\n\r\n{body}"));
        using NslClient client = new(gateway.Address, new NslClientSettings { MaxResponseBytes = 1024 });
        Task<RawResponse> call = client.CallRawAsync("system", "ping", "{}"u8.ToArray(), null, Cancellation);
        if (read)
        {
            Assert.Equal(body, Encoding.ASCII.GetString((await call).Payload.Span));
        }
        else
        {
            NslUnreachableException failure = await Assert.ThrowsAsync<NslUnreachableException>(() => call);
            Assert.Contains("longer than 1024 bytes", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Silence_ends_with_the_time_out()
    {
        await using LoopbackGateway gateway = new(_ => null);
        using NslClient client = new(gateway.Address, new NslClientSettings { Timeout = TimeSpan.FromMilliseconds(200) });
        NslUnreachableException failure = await Assert.ThrowsAsync<NslUnreachableException>(
            () => client.CallRawAsync("system", "ping", "{}"u8.ToArray(), null, Cancellation));
        Assert.True(failure.MayHaveRun);
        Assert.Contains("within 0.2 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_caller_s_cancellation_stays_a_cancellation()
    {
        using CancellationTokenSource stopping = new();
        await using LoopbackGateway gateway = new(_ =>
        {
            stopping.Cancel();
            return null;
        });
        using NslClient client = new(gateway.Address);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.CallRawAsync("system", "ping", "{}"u8.ToArray(), null, stopping.Token));
    }

    [Theory]
    [InlineData("..", "ping", null)]
    [InlineData("system", "a/b", null)]
    [InlineData("", "ping", null)]
    [InlineData("system", "ping", "")]
    [InlineData("system", "ping", "a\r\nX-Evil: 1")]
    [InlineData("system", "ping", "é")]
    public async Task Names_and_ids_that_a_request_cannot_carry_are_refused(string service, string operation, string? id)
    {
        using NslClient client = new(new Uri("http://127.0.0.1:1"));
        await Assert.ThrowsAsync<ArgumentException>(() => client.CallRawAsync(
            service, operation, "{}"u8.ToArray(), new CallOptions { RequestId = id }, Cancellation));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(3_600_000, true)]
    [InlineData(3_600_001, false)]
    public async Task A_deadline_is_at_most_an_hour(int milliseconds, bool sent)
    {
        await using LoopbackGateway gateway = LoopbackGateway.Answering("{}");
        using NslClient client = new(gateway.Address);
        CallOptions options = new() { Deadline = TimeSpan.FromMilliseconds(milliseconds) };
        Exception? failure = await Record.ExceptionAsync(
            () => client.CallRawAsync("system", "ping", "{}"u8.ToArray(), options, Cancellation));
        Assert.Equal(sent, failure is null);
        Assert.Equal(sent ? 1 : 0, gateway.Received.Count);
        Assert.True(sent || failure is ArgumentException);
    }

    [Theory]
    [InlineData("ftp://x")]
    [InlineData("/relative")]
    public void A_gateway_is_an_http_url(string url) =>
        Assert.Throws<ArgumentException>(() => new NslClient(new Uri(url, UriKind.RelativeOrAbsolute)).Dispose());

    private static async Task PingAsync(LoopbackGateway gateway)
    {
        using NslClient client = new(gateway.Address);
        await client.CallAsync(SystemOperations.Ping, new PingRequest(), new CallOptions { RequestId = "mine" }, Cancellation);
    }
}
