using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NeoServiceLayer.Enclave.Core.Egress;
using static NeoServiceLayer.Tests.Conformance.Egress.Https.HttpsWorld;

namespace NeoServiceLayer.Tests.Conformance.Egress.Https;

/// <summary>What is asked, of whom, and over which connection.</summary>
public sealed class ExchangeTests
{
    private readonly Authority root = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_sent_is_what_was_said_and_nothing_else()
    {
        ConcurrentQueue<string> seen = new();
        using TestHost host = new(root.Issue(), Script.Serve(request =>
        {
            seen.Enqueue(request);
            return Script.Ok("");
        }));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        await world.SendAsync(To(host.Url + "a%20b/c?d=e%2Ff&g#h"));
        await world.SendAsync(To(host.Url) with
        {
            Method = "POST",
            Headers = [new("X-Key", "a b"), new("Accept", "application/json")],
            ContentType = "application/json",
            Body = "{}"u8.ToArray(),
        });
        string authority = $"localhost:{host.Port}";
        Assert.Equal(
            [
                $"GET /a%20b/c?d=e%2Ff&g HTTP/1.1\r\nHost: {authority}\r\n\r\n",
                $"POST / HTTP/1.1\r\nHost: {authority}\r\nX-Key: a b\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}",
            ],
            seen);
    }

    [Fact]
    public async Task Requests_one_after_the_other_share_a_connection_until_the_host_ends_it()
    {
        int asked = 0;
        using TestHost host = new(root.Issue(), async stream =>
        {
            for (int i = 0; i < 5 && await Script.ReadRequestAsync(stream) is not null; i++)
            {
                await Script.WriteAsync(stream, Script.Ok($"{++asked}"));
            }
        });
        using HttpsWorld world = new(root.Pem, [host.Url]);
        for (int i = 1; i <= 5; i++)
        {
            await world.AnswersAsync(To(host.Url), $"{i}");
        }

        await host.EndedAsync();
        Assert.Equal(1, host.Accepted);
        await world.AnswersAsync(To(host.Url), "6");
        Assert.Equal(2, host.Accepted);
    }

    [Theory]
    [InlineData("GET", 4)]
    [InlineData("HEAD", 4)]
    [InlineData("POST", 1)]
    [InlineData("PUT", 1)]
    [InlineData("PATCH", 1)]
    [InlineData("DELETE", 1)]
    public async Task Only_what_asks_and_changes_nothing_is_sent_again_when_no_answer_begins(string method, int times)
    {
        int asked = 0;
        using TestHost host = new(root.Issue(), async stream =>
        {
            await Script.ReadRequestAsync(stream);
            Interlocked.Increment(ref asked);
        });
        using HttpsWorld world = new(root.Pem, [host.Url]);
        await world.FailsAsync(To(host.Url) with { Method = method }, EgressHttpFailure.Cut);
        Assert.Equal((times, times), (Volatile.Read(ref asked), host.Accepted));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_an_answer_and_not_followed(int status)
    {
        using TestHost elsewhere = new(root.Issue(), Script.Serve(Script.Ok("here")));
        using TestHost host = new(root.Issue(), Script.Serve($"HTTP/1.1 {status} There\r\nLocation: {elsewhere.Url}\r\nContent-Length: 0\r\n\r\n"));
        using HttpsWorld world = new(root.Pem, [host.Url, elsewhere.Url]);
        EgressResponse answer = await world.SendAsync(To(host.Url));
        Assert.Equal((status, elsewhere.Url), (answer.Status, answer.Location));
        Assert.Equal(0, elsewhere.Accepted);
    }

    [Fact]
    public async Task Cookies_and_challenges_are_nobodys()
    {
        ConcurrentQueue<string> seen = new();
        using TestHost host = new(root.Issue(), Script.Serve(request =>
        {
            seen.Enqueue(request);
            return "HTTP/1.1 401 Who\r\nSet-Cookie: a=b\r\nWWW-Authenticate: Negotiate, NTLM, Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
        }));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        Assert.Equal(401, (await world.SendAsync(To(host.Url))).Status);
        Assert.Equal(401, (await world.SendAsync(To(host.Url))).Status);
        Assert.Equal(2, seen.Count);
        Assert.All(seen, request => Assert.Equal($"GET / HTTP/1.1\r\nHost: localhost:{host.Port}\r\n\r\n", request));
    }

    [Fact]
    public async Task A_host_that_is_not_named_is_refused_before_anybody_hears_of_it()
    {
        using TestHost named = new(root.Issue(), Script.Serve(Script.Ok("")));
        using TestHost other = new(root.Issue(), Script.Serve(Script.Ok("")));
        using HttpsWorld world = new(root.Pem, [named.Url], withGateway: false);
        string plain = $"http://localhost:{named.Port}/";
        string user = $"https://user@localhost:{named.Port}/";
        string address = $"https://127.0.0.1:{named.Port}/";
        foreach (string url in (string[])[other.Url, plain, user, address, "https://localhost/", "ftp://localhost/", "file:///etc/passwd"])
        {
            await world.FailsAsync(To(url), EgressHttpFailure.HostNotAllowed);
        }

        await world.FailsAsync(To(named.Url) with { IsOfUser = true }, EgressHttpFailure.HostNotAllowed);
        Assert.Equal((0, 0), (named.Accepted, other.Accepted));
    }

    [Fact]
    public async Task In_local_mode_plain_http_is_spoken_where_the_configuration_says_so()
    {
        using TestHost plain = new(tls: null, Script.Serve(Script.Ok("plain")));
        using HttpsWorld world = new(root.Pem, [plain.Url]);
        await world.AnswersAsync(To(plain.Url), "plain");
        await world.FailsAsync(To(plain.HttpsUrl), EgressHttpFailure.HostNotAllowed);

        // Nothing is proven without TLS.
        await world.FailsAsync(To(plain.Url, new byte[32]), EgressHttpFailure.TlsFailed);
    }

    [Fact]
    public async Task A_host_of_a_users_is_asked_under_the_word_on_those_and_keeps_no_line()
    {
        using TestHost ours = new(root.Issue(), Script.Serve(Script.Ok("ours")));
        using TestHost theirs = new(root.Issue(), Script.Serve(Script.Ok("theirs")));
        using HttpsWorld world = new(root.Pem, [ours.Url], new JsonObject { ["userHosts"] = "listed", ["hosts"] = new JsonArray($"localhost:{theirs.Port}") });
        for (int i = 0; i < 2; i++)
        {
            await world.AnswersAsync(To(theirs.Url) with { IsOfUser = true }, "theirs");
        }

        Assert.Equal(2, theirs.Accepted);
        await world.FailsAsync(To(theirs.Url), EgressHttpFailure.HostNotAllowed);
        await world.FailsAsync(To(ours.Url) with { IsOfUser = true }, EgressHttpFailure.HostNotAllowed);
    }

    [Fact]
    public async Task A_request_that_is_none_is_an_argument_that_is_wrong()
    {
        using TestHost host = new(root.Issue(), Script.Serve(Script.Ok("")));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        EgressRequest good = To(host.Url);
        EgressRequest[] bad =
        [
            good with { MaxResponseBytes = 0 },
            good with { MaxResponseBytes = (16 << 20) + 1 },
            good with { Timeout = TimeSpan.Zero },
            good with { Timeout = TimeSpan.FromMilliseconds(60_001) },
            good with { Trust = new HostTrust(new byte[31]) },
            good with { Trust = new HostTrust(new byte[33]) },
            good with { Method = "CONNECT" },
            good with { Method = "GET / HTTP/1.1\r\nX: y\r\n\r\nGET" },
            good with { Headers = [new("Host", "other.example")] },
            good with { Headers = [new("transfer-encoding", "chunked")] },
            good with { Headers = [new("X", "a\r\nY: b")] },
            good with { Headers = [new("X: y\r\nZ", "a")] },
            good with { ContentType = "a\r\nY: b" },
        ];
        foreach (EgressRequest request in bad)
        {
            await Assert.ThrowsAsync<ArgumentException>(async () => await world.SendAsync(request));
        }

        Assert.Equal(0, host.Accepted);
    }
}
