using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Operations;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>HTTP in front of a running system.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const int MaxBody = 8192;

    private LocalSystem system = null!;

    public async ValueTask InitializeAsync() => system = await LocalSystem.StartAsync(
        $"{{\"requestsPerSecond\":0,\"maxBodyBytes\":{MaxBody},\"corsOrigins\":[\"https://app.example\"]}}");

    public ValueTask DisposeAsync()
    {
        system?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_document_is_openapi_3_1_and_every_operation_in_it_answers()
    {
        string text = await system.Api.GetStringAsync("/openapi/v1.json", Cancel);
        ReadResult read = OpenApiDocument.Parse(text, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.NotEmpty(read.Document!.Paths);
        foreach (string path in read.Document.Paths.Keys)
        {
            JsonObject? properties = JsonNode.Parse(text)!["components"]!["schemas"]!
                [path["/v1/".Length..].Replace('/', '.') + ".response"]!["properties"]?.AsObject();
            using HttpResponseMessage answer = await system.CallAsync(path["/v1/".Length..], "{}");
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                using JsonDocument payload = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
                Assert.All(payload.RootElement.EnumerateObject(), member => Assert.Contains(member.Name, properties?.Select(property => property.Key) ?? []));
            }
            else if (LocalSystem.IsEmulated && answer.StatusCode == HttpStatusCode.Forbidden)
            {
                // What is secret goes sealed to such an enclave, whoever asks.
                Operation operation = Operations.All.Single(operation => path == $"/v1/{operation.Service}/{operation.Name}");
                Assert.NotEqual(Confidential.None, operation.Confidential);
                await Problems.ExpectAsync(answer, HttpStatusCode.Forbidden, "sealRequired", retryable: false);
            }
            else if (answer.StatusCode == HttpStatusCode.Conflict)
            {
                // What is done by operators, of whom this enclave's configuration names none.
                Operation operation = Operations.All.Single(operation => path == $"/v1/{operation.Service}/{operation.Name}");
                Assert.True(operation.Access == Access.Operator || operation == SystemOperations.GetDealtShares, $"{operation} is refused as a conflict.");
                await Problems.ExpectAsync(answer, HttpStatusCode.Conflict, "conflict", retryable: false);
            }
            else if (JsonNode.Parse(text)!["paths"]![path]!["post"]!["security"]!.AsArray().Count > 0)
            {
                await Problems.ExpectAsync(answer, HttpStatusCode.Unauthorized, "unauthenticated", retryable: false);
            }
            else
            {
                // It takes something, and says so: it is there.
                await Problems.ExpectAsync(answer, HttpStatusCode.BadRequest, "invalidRequest", retryable: false);
            }
        }
    }

    [Theory]
    [InlineData("{ \"echo\" :\t\"a\\u0062\" }", "ab")]
    [InlineData("\r\n{\"echo\":\"\\ud83d\\ude00 \u00e9\"} ", "\U0001F600 \u00e9")]
    [InlineData("{\"echo\":\"\\\"}\\\\\"}", "\"}\\")]
    public async Task What_is_written_in_the_body_is_what_the_enclave_reads(string payload, string echo)
    {
        using HttpResponseMessage answer = await system.CallAsync("system/ping", payload);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using JsonDocument json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(echo, json.RootElement.GetProperty("echo").GetString());
    }

    [Theory]
    [InlineData("system/ping", "{\"x\":1}", 400, "invalidRequest")]
    [InlineData("system/ping", "[]", 400, "invalidRequest")]
    [InlineData("system/ping", "{\"echo\":1,\"echo\":2}", 400, "malformedJson")]
    [InlineData("system/ping", "{},\"auth\":\"x\"", 400, "malformedJson")]
    [InlineData("system/ping/", "{}", 404, "unknownOperation")]
    [InlineData("system/PING", "{}", 404, "unknownOperation")]
    [InlineData("system/attach", "{\"role\":\"host\"}", 404, "unknownOperation")]
    [InlineData("host/heartbeat", "{}", 404, "unknownService")]
    [InlineData("records/read", "{}", 404, "unknownService")]
    public async Task Each_refusal_has_its_code(string operation, string payload, int status, string code)
    {
        using HttpResponseMessage answer = await system.CallAsync(operation, payload);
        await Problems.ExpectAsync(answer, (HttpStatusCode)status, code, retryable: false);
    }

    [Fact]
    public async Task A_body_of_the_limit_passes_and_one_byte_more_does_not_however_it_is_sent()
    {
        string longest = "{}" + new string(' ', MaxBody - 2);
        Assert.Equal(HttpStatusCode.OK, (await system.CallAsync("system/ping", longest)).StatusCode);
        using HttpResponseMessage tooLong = await system.CallAsync("system/ping", longest + " ");
        await Problems.ExpectAsync(tooLong, HttpStatusCode.RequestEntityTooLarge, "tooLarge", retryable: false);

        using HttpRequestMessage chunked = new(HttpMethod.Post, "/v1/system/ping") { Content = new StringContent(longest + " ", Encoding.UTF8, "application/json") };
        chunked.Headers.TransferEncodingChunked = true;
        await Problems.ExpectAsync(await system.Api.SendAsync(chunked, Cancel), HttpStatusCode.RequestEntityTooLarge, "tooLarge", retryable: false);
    }

    [Fact]
    public async Task A_method_or_a_media_type_that_is_not_taken_is_named()
    {
        using HttpResponseMessage get = await system.Api.GetAsync("/v1/system/ping", Cancel);
        await Problems.ExpectAsync(get, HttpStatusCode.MethodNotAllowed, "methodNotAllowed", retryable: false);
        Assert.Contains("POST", get.Content.Headers.Allow);

        using StringContent form = new("echo=1", Encoding.UTF8, "application/x-www-form-urlencoded");
        using HttpResponseMessage wrong = await system.Api.PostAsync("/v1/system/ping", form, Cancel);
        await Problems.ExpectAsync(wrong, HttpStatusCode.UnsupportedMediaType, "unsupportedMediaType", retryable: false);
    }

    [Fact]
    public async Task An_empty_body_is_an_empty_payload()
    {
        using HttpResponseMessage answer = await system.Api.PostAsync("/v1/system/ping", content: null, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_idempotency_key_is_the_request_id_and_a_bad_one_is_refused()
    {
        using HttpResponseMessage answer = await system.CallAsync("system/ping", "{}", ("Idempotency-Key", "my-key~1"));
        Assert.Equal("my-key~1", Assert.Single(answer.Headers.GetValues("X-Request-Id")));
        using HttpResponseMessage bad = await system.CallAsync("system/ping", "{}", ("Idempotency-Key", new string('k', 129)));
        await Problems.ExpectAsync(bad, HttpStatusCode.BadRequest, "invalidRequest", retryable: false);
    }

    [Fact]
    public async Task Many_with_one_key_at_once_are_each_answered()
    {
        HttpResponseMessage[] answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => system.CallAsync("system/ping", "{}", ("Idempotency-Key", "same"))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task A_deadline_that_has_passed_is_said_by_the_enclave()
    {
        using HttpResponseMessage answer = await system.CallAsync("system/ping", "{}", ("Nsl-Deadline-Ms", "0"));
        await Problems.ExpectAsync(answer, HttpStatusCode.GatewayTimeout, "deadlineExceeded", retryable: true);
    }

    [Theory]
    [InlineData("https://app.example", true)]
    [InlineData("https://evil.example", false)]
    public async Task Pages_of_allowed_origins_may_call(string origin, bool allowed)
    {
        using HttpRequestMessage question = new(HttpMethod.Options, "/v1/system/ping");
        question.Headers.Add("Origin", origin);
        question.Headers.Add("Access-Control-Request-Method", "POST");
        using HttpResponseMessage answer = await system.Api.SendAsync(question, Cancel);
        Assert.Equal(allowed ? HttpStatusCode.NoContent : HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(allowed, answer.Headers.Contains("Access-Control-Allow-Origin"));

        using HttpResponseMessage call = await system.CallAsync("system/ping", "{}", ("Origin", origin));
        Assert.Equal(allowed, call.Headers.TryGetValues("Access-Control-Allow-Origin", out IEnumerable<string>? origins) && origins.Single() == origin);
        Assert.Equal(["Origin"], call.Headers.Vary);
    }

    [Fact]
    public async Task Health_and_metrics_are_on_the_admin_address_only()
    {
        foreach (string path in new[] { "/health/live", "/health/ready", "/metrics" })
        {
            Assert.Equal(HttpStatusCode.OK, (await system.Admin.GetAsync(path, Cancel)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await system.Api.GetAsync(path, Cancel)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await system.Admin.GetAsync("/openapi/v1.json", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Metrics_count_requests_by_operation_and_code()
    {
        await system.CallAsync("system/ping", "{}");
        await system.CallAsync("system/ping", "[]");
        await system.UntilMetricAsync("nsl_gateway_requests_total{service=\"system\",operation=\"ping\",code=\"ok\"} 1");
        await system.UntilMetricAsync("nsl_gateway_requests_total{service=\"system\",operation=\"ping\",code=\"invalidRequest\"} 1");
        await system.UntilMetricAsync("nsl_gateway_request_duration_seconds_count{service=\"system\",operation=\"ping\"} 2");
    }
}
