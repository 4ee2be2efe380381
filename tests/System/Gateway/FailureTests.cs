using System.Net;
using System.Text.Json;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>What callers see when the enclave or the gateway goes down, and when they ask too much.</summary>
public sealed class FailureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const int Calls = 5;

    [Fact]
    public async Task A_killed_enclave_leaves_calls_unknown_then_unreachable_and_then_the_gateway_recovers()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        await system.Enclave.SignalAsync("STOP");
        Task<HttpResponseMessage>[] underWay = [.. Enumerable.Range(0, Calls).Select(_ => system.CallAsync("system/getMetrics", "{}"))];
        await system.UntilMetricAsync($"nsl_gateway_http_in_flight {Calls}");
        await system.Enclave.SignalAsync("KILL");
        foreach (HttpResponseMessage answer in await Task.WhenAll(underWay))
        {
            await Problems.ExpectAsync(answer, HttpStatusCode.GatewayTimeout, "outcomeUnknown", retryable: true);
        }

        await system.UntilMetricAsync("nsl_gateway_enclave_link_up 0");
        await Problems.ExpectAsync(
            await system.CallAsync("system/ping", "{}"), HttpStatusCode.ServiceUnavailable, "enclaveUnreachable", retryable: true);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await system.Admin.GetAsync("/health/ready", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await system.Admin.GetAsync("/health/live", Cancel)).StatusCode);
        using JsonDocument status = JsonDocument.Parse(await (await system.CallAsync("system/getStatus", "{}")).Content.ReadAsStringAsync(Cancel));
        Assert.False(status.RootElement.TryGetProperty("enclave", out _));
        Assert.Equal("down", status.RootElement.GetProperty("gateway").GetProperty("enclaveLink").GetString());
        Assert.False(status.RootElement.GetProperty("gateway").GetProperty("trusted").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await system.CallAsync("system/getOperations", "{}")).StatusCode);

        system.Enclave.Dispose();
        await system.StartEnclaveAsync();
        await system.UntilReadyAsync();
        Assert.Equal(HttpStatusCode.OK, (await system.CallAsync("system/ping", "{}")).StatusCode);
    }

    [Fact]
    public async Task An_enclave_that_hangs_is_noticed_and_used_again_when_it_goes_on()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        await system.Enclave.SignalAsync("STOP");
        HttpResponseMessage inTime = await system.CallAsync("system/ping", "{}", ("Nsl-Deadline-Ms", "100"));
        await Problems.ExpectAsync(inTime, HttpStatusCode.GatewayTimeout, "outcomeUnknown", retryable: true);

        // Without a deadline that passes it is the heartbeat that tells.
        HttpResponseMessage lost = await system.CallAsync("system/ping", "{}");
        await Problems.ExpectAsync(lost, HttpStatusCode.GatewayTimeout, "outcomeUnknown", retryable: true);
        await system.Enclave.SignalAsync("CONT");
        await system.UntilReadyAsync();
        Assert.Equal(HttpStatusCode.OK, (await system.CallAsync("system/ping", "{}")).StatusCode);
    }

    [Fact]
    public async Task A_gateway_that_is_told_to_end_finishes_what_is_under_way()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        await system.Enclave.SignalAsync("STOP");
        Task<HttpResponseMessage> underWay = system.CallAsync("system/ping", "{}");
        await system.UntilMetricAsync("nsl_gateway_http_in_flight 1");
        await system.Gateway.SignalAsync("TERM");
        await system.Enclave.SignalAsync("CONT");
        Assert.Equal(HttpStatusCode.OK, (await underWay).StatusCode);
        Assert.Equal(0, await system.Gateway.EndAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => system.CallAsync("system/ping", "{}"));
    }

    [Fact]
    public async Task Who_asks_too_fast_is_told_when_to_come_again()
    {
        using LocalSystem system = await LocalSystem.StartAsync("{\"requestsPerSecond\":1,\"requestBurst\":2}");
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => system.CallAsync("system/ping", "{}")));
        HttpResponseMessage[] refused = [.. answers.Where(answer => answer.StatusCode != HttpStatusCode.OK)];
        Assert.InRange(refused.Length, 1, 18);
        foreach (HttpResponseMessage answer in refused)
        {
            await Problems.ExpectAsync(answer, HttpStatusCode.TooManyRequests, "rateLimited", retryable: true);
            Assert.True(answer.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task More_at_once_than_allowed_is_refused_at_once()
    {
        using LocalSystem system = await LocalSystem.StartAsync("{\"requestsPerSecond\":0,\"maxInFlight\":1}");
        await system.Enclave.SignalAsync("STOP");
        Task<HttpResponseMessage> first = system.CallAsync("system/ping", "{}");
        await system.UntilMetricAsync("nsl_gateway_http_in_flight 1");
        await Problems.ExpectAsync(
            await system.CallAsync("system/ping", "{}"), HttpStatusCode.ServiceUnavailable, "overloaded", retryable: true);
        await system.Enclave.SignalAsync("CONT");
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
    }
}
