using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace NeoServiceLayer.Tests.Client.Functions;

/// <summary><c>nsl function dev</c> beside a sandbox of the test's own, which keeps what it is given and answers what the test says.</summary>
public sealed class FunctionDevCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nsl-dev-").FullName;

    public FunctionDevCommandTests() => File.WriteAllText(Of("f.js"), "export const handler = (n) => n;\n");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_run_is_given_to_the_sandbox_and_told()
    {
        Sandbox("""{"result":{"a":1},"logs":[{"level":"warn","text":"b\u001b[2J"}],"statements":12,"hostCalls":3,"durationMs":4,"values":{"k":1}}""");
        File.WriteAllText(Of("key"), "hunter2\n");
        NslRun run = await RunAsync(
            "--parameters", """{"n":1}""", "--secret", "key=@" + Of("key"), "--env", "A=1", "--host", "api.example:8443", "--handler", "other",
            "--timeout-ms", "500", "--seed", new string('0', 64), "--time", "2026-01-31T12:00:00Z");
        Assert.Equal(0, run.Code);
        Assert.Equal(
            "warn  b\\u001b[2J\nresult: {\"a\":1}\nmeter:  12 statements, 3 calls to the outside, 4 ms, 1 values stored\n", run.Output);
        JsonNode given = JsonNode.Parse(File.ReadAllText(Of("given")))!;
        JsonNode expected = JsonNode.Parse(
            """
            {"sourceCode":"export const handler = (n) => n;\n","handler":"other","parameters":{"n":1},"limits":{"timeoutMs":500},
             "environment":{"A":"1"},"secrets":{"key":"hunter2"},"allowedHosts":["api.example:8443"],"values":{},
             "seed":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","time":"2026-01-31T12:00:00Z"}
            """)!;
        Assert.True(JsonNode.DeepEquals(expected, given), given.ToJsonString());
        Assert.Equal("--run-function", File.ReadAllText(Of("arguments")).Trim());
    }

    [Fact]
    public async Task A_function_that_fails_ends_with_1_and_says_why()
    {
        Sandbox("""{"error":{"code":"statementLimit","message":"too many","stack":"at handler (1:2)"},"logs":[],"statements":9,"hostCalls":0,"durationMs":1,"values":{}}""");
        NslRun run = await RunAsync();
        Assert.Equal(1, run.Code);
        Assert.Contains("nsl: statementLimit: too many\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("at handler (1:2)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_json_the_outcome_is_one_line()
    {
        const string outcome = """{"result":1,"logs":[],"statements":1,"hostCalls":0,"durationMs":1,"values":{}}""";
        Sandbox(outcome);
        Assert.Equal(outcome + "\n", (await RunAsync("--json")).Output);
    }

    [Fact]
    public async Task A_secret_on_the_command_line_is_warned_of()
    {
        Sandbox("""{"result":1,"logs":[],"statements":1,"hostCalls":0,"durationMs":1,"values":{}}""");
        Assert.Contains("--secret key stands on a command line", (await RunAsync("--secret", "key=hunter2")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo 'enclave-local: no.' >&2; exit 2", "nsl: enclave-local: no.\n")]
    [InlineData("exit 3", "nsl: enclave-local ended with 3.\n")]
    [InlineData("echo nonsense", "nsl: enclave-local beside this program is of another version: make build makes both.\n")]
    public async Task A_sandbox_that_refuses_is_quoted(string script, string sentence)
    {
        Script("cat >/dev/null\n" + script);
        NslRun run = await RunAsync();
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.EndsWith(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_sandbox_it_says_what_is_missing()
    {
        NslRun run = await RunAsync();
        Assert.Equal(2, run.Code);
        Assert.Contains("make build", run.Error, StringComparison.Ordinal);
        Assert.Contains("--parameters takes JSON", (await RunAsync("--parameters", "{1}")).Error, StringComparison.Ordinal);
    }

    private Task<NslRun> RunAsync(params string[] said) => NslRun.BesideAsync(folder, ["function", "dev", Of("f.js"), .. said]);

    private string Of(string name) => Path.Combine(folder, name);

    private void Sandbox(string outcome)
    {
        File.WriteAllText(Of("outcome"), outcome);
        Script($"echo \"$@\" >'{Of("arguments")}'\ncat >'{Of("given")}'\ncat '{Of("outcome")}'");
    }

    /// <summary>Another process writes the program: one that this process has open to write cannot be started.</summary>
    private void Script(string lines)
    {
        File.WriteAllText(Of("script"), "#!/bin/sh\n" + lines + "\n");
        using Process install = Process.Start("install", ["-m", "700", Of("script"), Of("enclave-local")]);
        install.WaitForExit();
    }
}
