using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace NeoServiceLayer.Tests.Functions;

/// <summary>examples/functions/price-alert.js, in the published enclave and in <c>nsl function dev</c>.</summary>
public sealed class PriceAlertTests : IDisposable
{
    private const string Key = "a-key-that-nobody-may-see";

    private readonly WebHost web;
    private string price = "12.34";

    public PriceAlertTests() => web = new WebHost(Answer);

    public void Dispose() => web.Dispose();

    [Fact]
    public async Task It_tells_of_a_move_once_and_by_a_key_that_stays_in_the_enclave()
    {
        using FunctionSystem system = await FunctionSystem.StartAsync(web);
        string keyFile = Path.Combine(system.Folder, "key");
        await File.WriteAllTextAsync(keyFile, Key, TestContext.Current.CancellationToken);
        JsonElement secret = await system.DoneAsync("secrets", "create-secret", "--name", "api-key", "--value", "@" + keyFile);
        string function = await system.DeployAsync(
            [FunctionSystem.Example("price-alert.js"), "--name", "price-alert", "--secret", "apiKey=" + secret.GetProperty("secretId").GetString(), .. Said]);

        Assert.False((await system.ResultAsync(function)).GetProperty("alert").GetBoolean());
        price = "12.50";
        Assert.False((await system.ResultAsync(function)).GetProperty("alert").GetBoolean());
        Assert.DoesNotContain(web.Seen, request => request.Method == "POST");

        price = "13.00";
        JsonElement result = await system.ResultAsync(function, """{"deduplicationKey":"monday"}""");
        Assert.Equal(534, result.GetProperty("movedBps").GetInt32());
        WebRequest alert = Assert.Single(web.Seen, request => request.Method == "POST");
        Assert.Equal("monday", alert.Headers["Idempotency-Key"]);
        Assert.Equal("1300000000", JsonNode.Parse(alert.Body)!["price"]!.GetValue<string>());
        Assert.All(web.Seen, request => Assert.Equal("Bearer " + Key, request.Headers["Authorization"]));
        Assert.False((await system.ResultAsync(function)).GetProperty("alert").GetBoolean());
    }

    [Fact]
    public async Task An_api_that_fails_leaves_what_was_stored_as_it_was()
    {
        using FunctionSystem system = await FunctionSystem.StartAsync(web);
        JsonElement secret = await system.DoneAsync("secrets", "create-secret", "--name", "api-key", "--value", Key);
        string function = await system.DeployAsync(
            [FunctionSystem.Example("price-alert.js"), "--name", "price-alert", "--secret", "apiKey=" + secret.GetProperty("secretId").GetString(), .. Said]);
        await system.ResultAsync(function);
        price = "broken";
        JsonElement failed = await system.ExecuteAsync(function, parameters: null);
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Contains("the API's price is no decimal number", failed.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        JsonElement kept = await system.DoneAsync("function", "get-value", "--function-id", function, "--key", "price");
        Assert.Equal("1234000000", kept.GetProperty("value").GetString());
    }

    private string[] Said =>
    [
        "--host", web.Host, "--env", $"PRICE_URL={web.Url}/price", "--env", $"ALERT_URL={web.Url}/alerts", "--env", "DEVIATION_BPS=500",
    ];

    private (int Status, string Body) Answer(WebRequest request) => request.Path switch
    {
        "/price" => (200, $$"""{"price":"{{price}}"}"""),
        "/alerts" => (200, ""),
        _ => (404, "{}"),
    };
}
