using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Hosting;

/// <summary>What functions fetch: from hosts that their version names, and nothing that is the transport's.</summary>
public sealed class FetchCallTests : IDisposable
{
    private const string Plain = """{"url":"https://api.example.org/"}""";

    private readonly AccountTurns turns = new(8, 4);
    private readonly EgressDouble egress = new();

    public void Dispose() => turns.Dispose();

    [Fact]
    public async Task A_request_goes_out_as_it_was_asked_for_and_its_answer_comes_back()
    {
        egress.Answer = new EgressResponse(302, "text/plain", "https://elsewhere.example/", "moved"u8.ToArray())
        {
            Headers = [new("location", "https://elsewhere.example/"), new("set-cookie", "a=1"), new("set-cookie", "b=2")],
        };
        JsonElement answer = JsonElement.Parse((await FetchAsync(
            """{"url":"https://api.example.org/x?y=1#z","method":"POST","headers":[["Authorization","Bearer t"],["content-type","application/json"]],"body":"e30="}""")).Span);
        EgressRequest sent = Assert.Single(egress.Sent);
        Assert.Equal(("POST", "/x?y=1", "{}", "application/json"), (sent.Method, sent.Url.PathAndQuery, Encoding.UTF8.GetString(sent.Body.Span), sent.ContentType));
        Assert.True(sent.IsOfUser);
        Assert.Equal((KeyValuePair<string, string>[])[new("Authorization", "Bearer t")], sent.Headers);
        Assert.Equal(302, answer.GetProperty("status").GetInt32());
        Assert.Equal("moved", Encoding.UTF8.GetString(answer.GetProperty("body").GetBytesFromBase64()));
        Assert.Equal((string?[])["location", "set-cookie", "set-cookie"], answer.GetProperty("headers").EnumerateArray().Select(pair => pair[0].GetString()));
    }

    [Theory]
    [InlineData("https://api.example.org/", true)]
    [InlineData("https://API.example.ORG:443/", true)]
    [InlineData("https://local.example.org:8443/", true)]
    [InlineData("https://local.example.org/", false)]
    [InlineData("https://api.example.org:8443/", false)]
    [InlineData("https://api.example.org.evil.example/", false)]
    [InlineData("https://evil.example/api.example.org", false)]
    [InlineData("https://evil.example#@api.example.org/", false)]
    [InlineData("https://sub.api.example.org/", false)]
    [InlineData("https://api.example.org./", false)]
    public async Task Only_the_hosts_of_the_version_are_asked(string url, bool allowed)
    {
        if (allowed)
        {
            await FetchAsync($$"""{"url":"{{url}}"}""");
            Assert.Single(egress.Sent);
            return;
        }

        await RefusedAsync(ErrorCode.Forbidden, $$"""{"url":"{{url}}"}""");
    }

    [Theory]
    [InlineData("""{"url":"http://api.example.org/"}""")]
    [InlineData("""{"url":"https://api.example.org@api.example.org/"}""")]
    [InlineData("""{"url":"https://evil.example\\@api.example.org/"}""")]
    [InlineData("""{"url":"https://user:word@api.example.org/"}""")]
    [InlineData("""{"url":"/etc/passwd"}""")]
    [InlineData("""{"url":"file:///etc/passwd"}""")]
    [InlineData("""{"url":"https://api.example.org/","method":"CONNECT"}""")]
    [InlineData("""{"url":"https://api.example.org/","method":"get"}""")]
    [InlineData("""{"url":"https://api.example.org/","body":"e30="}""")]
    [InlineData("""{"url":"https://api.example.org/","method":"POST","body":"no:base64"}""")]
    [InlineData("""{"url":"https://api.example.org/","headers":{"a":"b"}}""")]
    [InlineData("""{"url":"https://api.example.org/","headers":[["a"]]}""")]
    [InlineData("""{"url":"https://api.example.org/","headers":[["a",1]]}""")]
    [InlineData("""{"url":"https://api.example.org/","headers":[["Host","evil.example"]]}""")]
    [InlineData("""{"url":"https://api.example.org/","headers":[["content-length","7"]]}""")]
    [InlineData("""{"url":"https://api.example.org/","headers":[["Transfer-Encoding","chunked"]]}""")]
    [InlineData("""{"url":"https://api.example.org/","headers":[["Accept-Encoding","gzip"]]}""")]
    [InlineData("""{"url":"https://api.example.org/","headers":[["a","b\r\nHost: evil.example"]]}""")]
    [InlineData("""{"url":"https://api.example.org/","headers":[["a: b\r\nx","c"]]}""")]
    [InlineData("""{"url":"https://api.example.org/","headers":[["","c"]]}""")]
    [InlineData("""{"url":"https://api.example.org/","headers":[["Content-Type","a/b"],["content-type","c/d"]]}""")]
    [InlineData("""{"url":"https://api.example.org/","redirect":"follow"}""")]
    public async Task What_is_no_request_is_refused_before_anybody_hears_of_it(string arguments) =>
        await RefusedAsync(ErrorCode.InvalidRequest, arguments);

    [Fact]
    public async Task Too_much_is_refused()
    {
        string many = string.Join(',', Enumerable.Range(0, 65).Select(number => $"""["x-{number}","y"]"""));
        await RefusedAsync(ErrorCode.InvalidRequest, $$"""{"url":"https://api.example.org/","headers":[{{many}}]}""");
        string body = Convert.ToBase64String(new byte[(256 << 10) + 3]);
        await RefusedAsync(ErrorCode.TooLarge, $$"""{"url":"https://api.example.org/","method":"PUT","body":"{{body}}"}""");
        await RefusedAsync(ErrorCode.InvalidRequest, $$"""{"url":"https://api.example.org/{{new string('a', 5000)}}"}""");
    }

    [Theory]
    [InlineData(EgressHttpFailure.HostNotAllowed, "forbidden")]
    [InlineData(EgressHttpFailure.TooLarge, "tooLarge")]
    [InlineData(EgressHttpFailure.Overloaded, "overloaded")]
    [InlineData(EgressHttpFailure.TimedOut, "hostUnavailable")]
    [InlineData(EgressHttpFailure.CertificateUntrusted, "hostUnavailable")]
    public async Task A_failure_has_a_code_that_stays(EgressHttpFailure failure, string code)
    {
        egress.Failure = failure;
        RequestException refused = await Assert.ThrowsAsync<RequestException>(() => FetchAsync("""{"url":"https://api.example.org/"}"""));
        Assert.Equal(code, refused.Code.Name);
    }

    [Fact]
    public async Task A_slow_host_takes_few_lines_of_an_account_and_none_of_others()
    {
        egress.Hold = new TaskCompletionSource();
        using CancellationTokenSource over = new();
        Task[] slow = [.. Enumerable.Range(0, 50).Select(_ => FetchUntilAsync(Plain, "acc_slow", over.Token))];
        Assert.Equal(4, egress.Sent.Count);
        Task other = FetchUntilAsync(Plain, "acc_other", CancellationToken.None);
        Assert.Equal(5, egress.Sent.Count);
        await over.CancelAsync();
        egress.Hold.SetResult();
        await other;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(slow));
        Assert.Equal(0, turns.Accounts);
    }

    [Fact]
    public void Headers_of_an_answer_are_told_but_for_the_connections_own()
    {
        using HttpResponseMessage message = new() { Content = new ByteArrayContent([]) };
        message.Headers.TryAddWithoutValidation("X-Two", ["a", "b"]);
        message.Headers.TryAddWithoutValidation("Connection", "close");
        message.Headers.TryAddWithoutValidation("X-Long", new string('a', 4097));
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "text/plain");
        Assert.Equal(
            (KeyValuePair<string, string>[])[new("x-two", "a"), new("x-two", "b"), new("content-type", "text/plain")], EgressHeaders.Of(message));
        for (int number = 0; number < 100; number++)
        {
            message.Headers.TryAddWithoutValidation($"Y-{number}", "a");
        }

        Assert.Equal(64, EgressHeaders.Of(message).Count);
    }

    private async Task RefusedAsync(ErrorCode code, string arguments)
    {
        RequestException refused = await Assert.ThrowsAsync<RequestException>(() => FetchAsync(arguments));
        Assert.True(ReferenceEquals(code, refused.Code), $"It should be {code}, and is {refused.Code}: {refused.Message}");
        Assert.Empty(egress.Sent);
    }

    private Task<ReadOnlyMemory<byte>> FetchAsync(string arguments) => FetchUntilAsync(arguments, "acc_one", CancellationToken.None);

    private Task<ReadOnlyMemory<byte>> FetchUntilAsync(string arguments, string account, CancellationToken over)
    {
        FunctionDocument function = new()
        {
            AccountId = account,
            FunctionId = "fn_one",
            Name = "one",
            ActiveVersion = 1,
            LatestVersion = 1,
            SourceHash = "",
            CreatedAt = default,
            UpdatedAt = default,
        };
        FunctionVersionDocument version = new()
        {
            FunctionId = "fn_one",
            Version = 1,
            SourceHash = "",
            SourceCode = "",
            Handler = "handler",
            TimeoutMs = 1000,
            MemoryMiB = 32,
            Statements = 1000,
            Environment = new Dictionary<string, string>(),
            Secrets = new Dictionary<string, string>(),
            Wallets = new Dictionary<string, string>(),
            AllowedHosts = ["api.example.org", "local.example.org:8443"],
            CreatedAt = default,
            CreatedBy = "",
        };
        return new FetchCalls(egress, turns)
            .CallAsync("fetch", Encoding.UTF8.GetBytes(arguments), new FunctionRun("exe_one", "one", function, version), over).AsTask();
    }

    private sealed class EgressDouble : IEgressHttp
    {
        internal ConcurrentQueue<EgressRequest> Sent { get; } = new();

        internal EgressResponse Answer { get; set; } = new(200, null, null, default);

        internal EgressHttpFailure? Failure { get; set; }

        internal TaskCompletionSource? Hold { get; set; }

        public async ValueTask<EgressResponse> SendAsync(EgressRequest request, CancellationToken cancellationToken = default)
        {
            Sent.Enqueue(request);
            await (Hold?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask);
            return Failure is { } failure ? throw new EgressHttpException(failure) : Answer;
        }
    }
}
