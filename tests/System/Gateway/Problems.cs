using System.Net;
using System.Text.Json;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>What every error over HTTP looks like.</summary>
internal static class Problems
{
    internal static async Task ExpectAsync(HttpResponseMessage response, HttpStatusCode status, string code, bool retryable)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        using JsonDocument problem = JsonDocument.Parse(text);
        JsonElement root = problem.RootElement;
        Assert.Equal(code, root.GetProperty("errorCode").GetString());
        Assert.Equal("urn:nsl:error:" + code, root.GetProperty("type").GetString());
        Assert.Equal((int)status, root.GetProperty("status").GetInt32());
        Assert.Equal(retryable, root.GetProperty("retryable").GetBoolean());
        Assert.NotEqual("", root.GetProperty("detail").GetString());
        Assert.Equal(root.GetProperty("requestId").GetString(), Assert.Single(response.Headers.GetValues("X-Request-Id")));
        Assert.Equal((int)status is 429 or 503, response.Headers.RetryAfter is not null);
    }
}
