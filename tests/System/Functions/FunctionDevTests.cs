using System.Diagnostics;
using System.Text.Json;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Functions;

/// <summary><c>nsl function dev</c> of the published programs: the same sandbox, on the author's machine.</summary>
public sealed class FunctionDevTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nsl-dev-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_example_runs_with_its_secret_and_its_host()
    {
        using WebHost web = new(_ => (200, """{"price":"12.34"}"""));
        await File.WriteAllTextAsync(Of("key"), "hunter2\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Of("roots.pem"), web.Roots, TestContext.Current.CancellationToken);
        JsonElement outcome = await DoneAsync(
            FunctionSystem.Example("price-alert.js"), "--secret", "apiKey=@" + Of("key"), "--host", web.Host, "--roots", Of("roots.pem"),
            "--env", $"PRICE_URL={web.Url}/price", "--env", $"ALERT_URL={web.Url}/alerts", "--env", "DEVIATION_BPS=500");
        Assert.Equal("1234000000", outcome.GetProperty("result").GetProperty("price").GetString());
        Assert.Equal("1234000000", outcome.GetProperty("values").GetProperty("price").GetString());
        Assert.Equal("Bearer hunter2", Assert.Single(web.Seen).Headers["Authorization"]);
    }

    [Fact]
    public async Task A_host_that_was_not_named_or_cannot_be_trusted_is_not_reached()
    {
        using WebHost web = new(_ => (200, "{}"));
        await WriteAsync($$"""export async function handler() { try { await fetch("{{web.Url}}/"); } catch (error) { return `${error.code}: ${error.message}`; } }""");
        Assert.StartsWith("forbidden: ", (await DoneAsync(Of("f.js"))).GetProperty("result").GetString(), StringComparison.Ordinal);
        string? untrusted = (await DoneAsync(Of("f.js"), "--host", web.Host)).GetProperty("result").GetString();
        Assert.Matches("^hostUnavailable: .*certificateUntrusted", untrusted);
        Assert.Empty(web.Seen);
    }

    [Fact]
    public async Task With_a_seed_and_a_time_a_run_is_the_same_every_time()
    {
        await WriteAsync("export const handler = () => [crypto.randomUUID(), Math.random(), new Date().toISOString()];");
        string[] said = [Of("f.js"), "--seed", new string('7', 64), "--time", "2026-01-31T12:00:00Z"];
        JsonElement first = await DoneAsync(said);
        JsonElement second = await DoneAsync(said);
        Assert.Equal(first.GetProperty("result").GetRawText(), second.GetProperty("result").GetRawText());
        Assert.Equal(first.GetProperty("statements").GetInt64(), second.GetProperty("statements").GetInt64());
        Assert.Equal("2026-01-31T12:00:00.000Z", first.GetProperty("result")[2].GetString());
        Assert.NotEqual(first.GetProperty("result")[0].GetString(), (await DoneAsync(Of("f.js"))).GetProperty("result")[0].GetString());
    }

    [Theory]
    [InlineData("export const handler = () => { while (true); };", "statementLimit", "--statements", "10000")]
    [InlineData("export const handler = () => { while (true); };", "timeout", "--timeout-ms", "200", "--statements", "2000000000")]
    [InlineData("export const handler = () => { const a = []; while (true) a.push('a'.repeat(1 << 20) + a.length); };", "outOfMemory", "--memory-mib", "32")]
    [InlineData("export const handler = () => { throw new Error('no'); };", "threw")]
    [InlineData("export const other = 1;", "invalidModule")]
    public async Task What_a_module_does_wrong_has_its_code(string code, string failure, params string[] said)
    {
        await WriteAsync(code);
        (int exit, string output, string error) = await RunAsync([Of("f.js"), .. said]);
        Assert.Equal(1, exit);
        Assert.Equal(failure, JsonElement.Parse(output).GetProperty("error").GetProperty("code").GetString());
        Assert.Contains($"nsl: {failure}: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watching_runs_it_again_when_it_has_changed_and_keeps_what_was_stored()
    {
        const string counting = """export async function handler() { const n = ((await nsl.storage.get("n")) ?? 0) + 1; await nsl.storage.put("n", n); return [WORD, n]; }""";
        await WriteAsync(counting.Replace("WORD", "\"first\"", StringComparison.Ordinal));
        using Process nsl = Start([Of("f.js"), "--watch"]);
        Assert.Equal("""["first",1]""", await NextResultAsync(nsl));
        await WriteAsync(counting.Replace("WORD", "\"second\"", StringComparison.Ordinal));
        Assert.Equal("""["second",2]""", await NextResultAsync(nsl));
        nsl.Kill();
        await nsl.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> NextResultAsync(Process nsl)
    {
        string line = await nsl.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("nsl has ended.");
        return JsonElement.Parse(line).GetProperty("result").GetRawText();
    }

    private async Task<JsonElement> DoneAsync(params string[] said)
    {
        (int exit, string output, string error) = await RunAsync(said);
        Assert.True(exit == 0, error + output);
        return JsonElement.Parse(output);
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(string[] said)
    {
        using Process nsl = Start(said);
        Task<string> output = nsl.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await nsl.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await nsl.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (nsl.ExitCode, await output, error);
    }

    private static Process Start(string[] said) => Process.Start(new ProcessStartInfo(Published.PathOf("nsl"), ["--json", "function", "dev", .. said])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private string Of(string name) => Path.Combine(folder, name);

    private Task WriteAsync(string code) => File.WriteAllTextAsync(Of("f.js"), code, TestContext.Current.CancellationToken);
}
