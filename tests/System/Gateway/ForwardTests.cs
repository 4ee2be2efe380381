using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>What of an HTTP request arrives in the enclave: the frame itself, as an enclave receives it.</summary>
public sealed class ForwardTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string Stamp = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln";
    private const string Payload = "{ \"echo\" : \"\\u0041\" }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_stamp_and_the_trace_arrive_as_they_were_sent_and_so_does_the_payload()
    {
        using LocalSystem system = await LocalSystem.StartAsync(path => new RecordingEnclave(path));
        string frame = await SendAsync(
            system, ("Authorization", "Stamp " + Stamp), ("traceparent", Trace), ("Nsl-Deadline-Ms", "1234"), ("Nsl-Receipt", "1"));
        Assert.Equal(
            "{\"requestId\":\"id-1\",\"serviceType\":\"system\",\"operation\":\"ping\",\"payload\":" + Payload
            + $",\"deadlineMs\":1234,\"traceparent\":\"{Trace}\",\"auth\":\"{Stamp}\",\"wantReceipt\":true}}",
            frame);
    }

    [Fact]
    public async Task What_was_not_sent_is_not_made_up()
    {
        using LocalSystem system = await LocalSystem.StartAsync(path => new RecordingEnclave(path));
        JsonElement request = JsonDocument.Parse(await SendAsync(system)).RootElement;
        Assert.Equal(
            ["requestId", "serviceType", "operation", "payload", "deadlineMs"],
            request.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\",\"auth\":\"x")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    public async Task A_trace_that_is_not_well_formed_does_not_arrive(string trace)
    {
        using LocalSystem system = await LocalSystem.StartAsync(path => new RecordingEnclave(path));
        JsonElement request = JsonDocument.Parse(await SendAsync(system, ("traceparent", trace))).RootElement;
        Assert.False(request.TryGetProperty("traceparent", out _));
        Assert.False(request.TryGetProperty("auth", out _));
    }

    private static async Task<string> SendAsync(LocalSystem system, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage answer = await system.CallAsync("system/ping", Payload, [("Idempotency-Key", "id-1"), .. headers]);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancel));
        return Encoding.UTF8.GetString(((RecordingEnclave)system.StandIn!).Requests["id-1"]);
    }
}
