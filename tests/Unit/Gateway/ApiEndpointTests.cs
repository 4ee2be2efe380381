using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Gateway;
using NeoServiceLayer.Gateway.EnclaveLink;
using NeoServiceLayer.Gateway.Http;
using NeoServiceLayer.Gateway.Metrics;
using NeoServiceLayer.Gateway.ServiceLayer;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Messages;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>What a caller and the log are told when the gateway itself fails.</summary>
public sealed class ApiEndpointTests
{
    private const string Secret = "what the fault says is not for the caller";

    public static TheoryData<string, string> Faults => new()
    {
        { "/v1/system/ping", "before the request is sent" },
        { "/v1/system/getStatus", "in the answer, on the connection's thread" },
        { "/v1/system/getOperations", "in what the gateway answers alone" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_an_internal_error_with_the_requests_id_and_is_logged_by_its_type(string path, string where)
    {
        using StringWriter lines = new();
        using MemoryStream body = new();
        DefaultHttpContext context = new() { Request = { Method = "POST", Path = path } };
        context.Request.Headers["Idempotency-Key"] = "key-1";
        context.Response.Body = body;

        using (GatewayLog log = new(lines, TimeProvider.System))
        {
            await Endpoint(log, linkFails: path.EndsWith("/ping", StringComparison.Ordinal)).HandleAsync(context);
        }

        Assert.True(context.Response.StatusCode == StatusCodes.Status500InternalServerError, where);
        Assert.Equal("application/problem+json", context.Response.ContentType);
        Assert.Equal("key-1", context.Response.Headers["X-Request-Id"]);
        JsonElement problem = JsonDocument.Parse(body.ToArray()).RootElement;
        Assert.Equal("internalError", problem.GetProperty("errorCode").GetString());
        Assert.Equal("key-1", problem.GetProperty("requestId").GetString());
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);

        JsonElement line = JsonDocument.Parse(lines.ToString()).RootElement;
        Assert.Equal("http.fault", line.GetProperty("event").GetString());
        Assert.Equal("error", line.GetProperty("level").GetString());
        string operation = path["/v1/".Length..].Replace('/', '.');
        Assert.Equal($"{operation}: {nameof(InvalidTimeZoneException)}", line.GetProperty("fields").GetProperty("detail").GetString());
    }

    private static ApiEndpoint Endpoint(GatewayLog log, bool linkFails)
    {
        ParentAnswers answers = new();
        answers.Bind(SystemOperations.GetStatus, GetStatusResponse (_) => throw new InvalidTimeZoneException(Secret));
        answers.Bind(SystemOperations.GetOperations, GetOperationsResponse (_) => throw new InvalidTimeZoneException(Secret));
        RouteTable routes = new(SystemOperations.All, answers);
        OperationCalls calls = new(new LinkInTheProcess(linkFails), maxInFlight: 1);
        return new ApiEndpoint(routes, calls, new GatewaySettings(), new GatewayMetrics(routes), TimeProvider.System, log);
    }

    /// <summary>Fails at once, or answers at once.</summary>
    private sealed class LinkInTheProcess(bool fails) : IEnclaveLink
    {
        public bool IsUp => true;

        public bool IsHostAttached => true;

        public int InFlight => 0;

        public ErrorCode? TryStart(PendingCall call)
        {
            if (fails)
            {
                throw new InvalidTimeZoneException(Secret);
            }

            string answer = "{\"requestId\":\"" + Encoding.UTF8.GetString(call.Id) + "\",\"success\":true,\"payload\":{}}";
            Span<byte> scratch = stackalloc byte[RequestFrame.MaxIdBytes];
            Assert.True(ResponseFrame.TryRead(Encoding.UTF8.GetBytes(answer), scratch, out ResponseFrame frame));
            call.OnResponse(in frame);
            return null;
        }
    }
}
