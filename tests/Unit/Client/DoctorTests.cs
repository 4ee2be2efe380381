using System.Globalization;
using System.Text.Json.Nodes;
using NeoServiceLayer.Contracts;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary>Each check of <c>nsl doctor</c>, well and ill.</summary>
public sealed class DoctorTests
{
    private static readonly string[] Order = ["gateway", "enclave", "versions", "clock"];

    [Fact]
    public async Task All_is_well() => await ExpectAsync(0, "ok ok ok ok", Status(), Pong(TimeSpan.Zero));

    [Theory]
    [InlineData("waiting")]
    [InlineData("draining")]
    public async Task An_enclave_that_does_not_serve_fails(string state) =>
        await ExpectAsync(3, "ok failed ok ok", Status(state: state), Pong(TimeSpan.Zero));

    [Fact]
    public async Task Another_version_fails() =>
        await ExpectAsync(1, "ok ok failed ok", Status(enclaveVersion: "9.9.9"), Pong(TimeSpan.Zero));

    [Theory]
    [InlineData(120)]
    [InlineData(-120)]
    public async Task A_clock_that_is_off_fails(int seconds) =>
        await ExpectAsync(1, "ok ok ok failed", Status(), Pong(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task An_answer_to_another_request_fails() => await ExpectAsync(
        3, "ok failed ok ok", Status(), _ => LoopbackGateway.Response(200, """{"echo":"old","time":"TIME"}""".Replace(
            "TIME", Now(TimeSpan.Zero), StringComparison.Ordinal)));

    [Fact]
    public async Task No_enclave_fails() => await ExpectAsync(
        3, "ok failed skipped skipped", Status(),
        _ => LoopbackGateway.Response(503, """{"errorCode":"enclaveUnreachable","detail":"No enclave."}"""));

    [Fact]
    public async Task No_gateway_fails()
    {
        NslRun run = await NslRun.OfflineAsync("doctor", "--json");
        Assert.Equal((3, "failed skipped skipped skipped"), (run.Code, Results(run)));
    }

    [Fact]
    public async Task What_failed_comes_with_what_to_do()
    {
        NslRun run = await NslRun.OfflineAsync("doctor");
        Assert.Equal(3, run.Code);
        Assert.StartsWith("failed   gateway   Nothing listens at the gateway's address", run.Output, StringComparison.Ordinal);
        Assert.Contains("Start the gateway", run.Output.Split('\n')[1], StringComparison.Ordinal);
    }

    private static async Task ExpectAsync(int code, string results, string status, Func<ReceivedRequest, byte[]> pong)
    {
        await using LoopbackGateway gateway = new(request => request.Line.Contains("/ping ", StringComparison.Ordinal)
            ? pong(request)
            : LoopbackGateway.Response(200, status));
        NslRun run = await NslRun.Async(gateway, "doctor", "--json");
        Assert.Equal((code, results), (run.Code, Results(run)));
    }

    private static string Results(NslRun run)
    {
        JsonArray checks = JsonNode.Parse(run.Output)!["checks"]!.AsArray();
        Assert.Equal(Order, checks.Select(check => check!["name"]!.GetValue<string>()));
        Assert.All(checks, check => Assert.Equal(check!["result"]!.GetValue<string>() == "failed", check["remedy"] is not null));
        return string.Join(' ', checks.Select(check => check!["result"]!.GetValue<string>()));
    }

    private static string Status(string state = "serving", string? enclaveVersion = null) =>
        $$$"""
        {"enclave":{"version":"{{{enclaveVersion ?? ProductVersion.Text}}}","mode":"local","state":"{{{state}}}","uptimeSeconds":1,"genesisId":"00","rootKey":"file","services":[]},
        "gateway":{"version":"{{{ProductVersion.Text}}}","uptimeSeconds":1,"enclaveLink":"up","trusted":false}}
        """;

    private static Func<ReceivedRequest, byte[]> Pong(TimeSpan ahead) => request => LoopbackGateway.Response(
        200, new JsonObject { ["echo"] = JsonNode.Parse(request.Body)!["echo"]!.DeepClone(), ["time"] = Now(ahead) }.ToJsonString());

    private static string Now(TimeSpan ahead) => DateTime.UtcNow.Add(ahead).ToString("O", CultureInfo.InvariantCulture);
}
