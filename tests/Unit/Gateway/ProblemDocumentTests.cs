using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NeoServiceLayer.Gateway.Http;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

public sealed class ProblemDocumentTests
{
    public static TheoryData<string> Codes => [.. ErrorCode.All.Select(code => code.Name)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_code_becomes_a_problem_with_its_status(string name)
    {
        ErrorCode code = ErrorCode.Find(name)!;
        DefaultHttpContext context = new();
        using MemoryStream body = new();
        context.Response.Body = body;

        await ProblemDocument.WriteAsync(context.Response, new Refusal(code, "What is \"wrong\"."), "id-1");

        Assert.Equal(code.HttpStatus, context.Response.StatusCode);
        Assert.Equal("application/problem+json", context.Response.ContentType);
        Assert.Equal(body.Length, context.Response.ContentLength);
        Assert.Equal("id-1", context.Response.Headers["X-Request-Id"]);
        Assert.Equal(code.HttpStatus is 429 or 503, context.Response.Headers.ContainsKey("Retry-After"));
        using JsonDocument problem = JsonDocument.Parse(body.ToArray());
        JsonElement root = problem.RootElement;
        Assert.Equal("urn:nsl:error:" + name, root.GetProperty("type").GetString());
        Assert.Equal(code.HttpStatus, root.GetProperty("status").GetInt32());
        Assert.Equal("What is \"wrong\".", root.GetProperty("detail").GetString());
        Assert.Equal(name, root.GetProperty("errorCode").GetString());
        Assert.Equal("id-1", root.GetProperty("requestId").GetString());
        Assert.Equal(code.Retryable, root.GetProperty("retryable").GetBoolean());
        Assert.NotEqual("", root.GetProperty("title").GetString());
    }

    [Fact]
    public void A_title_is_the_name_in_words() =>
        Assert.Equal("Enclave unreachable", ProblemDocument.Title(ErrorCode.EnclaveUnreachable));

    [Fact]
    public async Task Retry_after_says_when_the_limit_allows_again()
    {
        DefaultHttpContext context = new();
        await ProblemDocument.WriteAsync(context.Response, new Refusal(ErrorCode.RateLimited, "Slow down.", 7), "id");
        Assert.Equal("7", context.Response.Headers.RetryAfter);
    }
}
