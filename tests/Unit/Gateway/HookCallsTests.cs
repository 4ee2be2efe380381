using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Gateway;
using NeoServiceLayer.Gateway.EnclaveLink;
using NeoServiceLayer.Gateway.Http;
using NeoServiceLayer.Gateway.Metrics;
using NeoServiceLayer.Gateway.ServiceLayer;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Wire.Framing;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>Calls of webhooks on their way to the enclave: all that the signature covers, as it came, and nothing judged.</summary>
public sealed class HookCallsTests
{
    [Fact]
    public async Task A_call_in_whatever_form_becomes_a_request_with_its_headers_and_its_very_bytes()
    {
        byte[] body = [0xFF, 0x00, .. "{\"a\":1,\"a\":2} \n"u8];
        (DefaultHttpContext context, JsonElement payload) = await PostAsync("/hooks/trg_abc", body, request =>
        {
            request.ContentType = "application/x-www-form-urlencoded";
            request.Headers["X-Hub-Signature-256"] = "sha256=00";
            request.Headers["Authorization"] = "Basic which is somebody else's";
            request.Headers["Idempotency-Key"] = "with\tcontrols";
            request.Headers["Cookie"] = "nobody's";
        });
        Assert.Equal(StatusCodes.Status200OK, context.Response.StatusCode);
        Assert.Equal("trg_abc", payload.GetProperty("triggerId").GetString());
        Assert.Equal(body, payload.GetProperty("body").GetBytesFromBase64());
        Dictionary<string, string> headers = payload.GetProperty("headers").EnumerateArray()
            .ToDictionary(header => header.GetProperty("name").GetString()!, header => header.GetProperty("value").GetString()!);
        Assert.Equal(new Dictionary<string, string> { ["content-type"] = "application/x-www-form-urlencoded", ["x-hub-signature-256"] = "sha256=00" }, headers);
        Assert.NotNull(JsonSerializer.Deserialize(payload, FunctionRequestJson.Default.DeliverWebhookRequest));
    }

    [Theory]
    [InlineData("/hooks/")]
    [InlineData("/hooks/a/b")]
    [InlineData("/hooks/a\"b")]
    [InlineData("/hooks/ü")]
    public async Task A_path_that_names_no_trigger_is_not_found(string path) =>
        Assert.Equal(StatusCodes.Status404NotFound, (await PostAsync(path, [], static _ => { })).Context.Response.StatusCode);

    [Fact]
    public async Task A_long_body_and_another_method_are_refused()
    {
        Assert.Equal(StatusCodes.Status413PayloadTooLarge, (await PostAsync("/hooks/trg_abc", new byte[(192 << 10) + 1], static _ => { })).Context.Response.StatusCode);
        Assert.Equal(
            StatusCodes.Status405MethodNotAllowed, (await PostAsync("/hooks/trg_abc", [], static request => request.Method = "GET")).Context.Response.StatusCode);
    }

    private static async Task<(DefaultHttpContext Context, JsonElement Payload)> PostAsync(string path, byte[] body, Action<HttpRequest> change)
    {
        using StringWriter lines = new();
        using GatewayLog log = new(lines, TimeProvider.System);
        DefaultHttpContext context = new() { Request = { Method = "POST", Path = path, Body = new MemoryStream(body) } };
        context.Response.Body = new MemoryStream();
        change(context.Request);
        RouteTable routes = new(TriggerOperations.All, new ParentAnswers());
        LinkThatListens link = new();
        ApiEndpoint endpoint = new(
            routes, new OperationCalls(link, maxInFlight: 1), new GatewaySettings(), new GatewayMetrics(routes), TimeProvider.System, log);
        await endpoint.HandleAsync(context);
        return (context, link.Payload);
    }

    private sealed class LinkThatListens : IEnclaveLink
    {
        public bool IsUp => true;

        public bool IsHostAttached => true;

        public int InFlight => 0;

        internal JsonElement Payload { get; private set; }

        public ErrorCode? TryStart(PendingCall call)
        {
            using FrameBuffer frame = new(clear: false);
            call.WriteTo(frame);
            ReadOnlySpan<byte> text = frame.Written(0);
            JsonElement request = JsonDocument.Parse(text[text.IndexOf((byte)'{')..].ToArray()).RootElement;
            Payload = request.GetProperty("payload").Clone();
            Assert.Equal("deliverWebhook", request.GetProperty("operation").GetString());
            Assert.False(request.TryGetProperty("auth", out _));
            string answer = "{\"requestId\":\"" + Encoding.UTF8.GetString(call.Id) + "\",\"success\":true,\"payload\":{}}";
            Span<byte> scratch = stackalloc byte[RequestFrame.MaxIdBytes];
            Assert.True(ResponseFrame.TryRead(Encoding.UTF8.GetBytes(answer), scratch, out ResponseFrame read));
            call.OnResponse(in read);
            return null;
        }
    }
}
