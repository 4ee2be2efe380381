using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Local.Trial;
using NeoServiceLayer.Enclave.Sandbox;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Trial;

/// <summary><c>enclave-local --run-function</c> around a sandbox of the test's own: what is asked of its host, and what comes out.</summary>
public sealed class FunctionTrialTests
{
    private const string Least = """{"sourceCode":"","handler":"handler","environment":{},"secrets":{},"allowedHosts":[],"values":{}}""";

    [Fact]
    public async Task The_job_is_what_was_given_with_the_defaults_filled_in()
    {
        SandboxJob? seen = null;
        await RunAsync(
            Least, (job, _) =>
            {
                seen = job;
                return Task.CompletedTask;
            },
            trial =>
            {
                trial["parameters"] = new JsonArray(1);
                trial["limits"] = new JsonObject { ["memoryMiB"] = 64 };
                trial["seed"] = Convert.ToBase64String(new byte[32]);
                trial["time"] = "2026-01-31T12:00:00Z";
            });
        Assert.Equal(("[1]", 64, 10_000, 50_000_000L), (Encoding.UTF8.GetString(seen!.Parameters.Span), seen.MemoryMiB, seen.TimeoutMs, seen.Statements));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), seen.Time);
        Assert.Equal(new byte[32], seen.Seed.ToArray());
    }

    [Fact]
    public async Task Storage_is_kept_of_a_run_that_succeeds()
    {
        JsonNode outcome = await RunAsync(
            """{"sourceCode":"","handler":"handler","environment":{},"secrets":{},"allowedHosts":[],"values":{"a":1,"b":2}}""",
            async (_, host) =>
            {
                Assert.Equal("1", await AskAsync(host, "storage.get", """{"key":"a"}"""));
                Assert.Equal("null", await AskAsync(host, "storage.get", """{"key":"z"}"""));
                Assert.Equal("null", await AskAsync(host, "storage.put", """{"key":"ä","value":{"n":[1]}}"""));
                Assert.Equal("true", await AskAsync(host, "storage.delete", """{"key":"b"}"""));
                Assert.Equal("false", await AskAsync(host, "storage.delete", """{"key":"b"}"""));
                Assert.Equal("""{"values":[{"key":"a","value":1}],"next":"a"}""", await AskAsync(host, "storage.list", """{"limit":1}"""));
                Assert.Single(JsonNode.Parse(await AskAsync(host, "storage.list", """{"after":"a"}"""))!["values"]!.AsArray());
                Assert.Equal("""{"values":[]}""", await AskAsync(host, "storage.list", """{"prefix":"b"}"""));
            });
        Assert.Equal("""{"a":1,"\u00E4":{"n":[1]}}""", outcome["values"]!.ToJsonString());
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_run_that_fails()
    {
        JsonNode outcome = await RunAsync(
            Least, async (_, host) => await AskAsync(host, "storage.put", """{"key":"a","value":1}"""), failure: ExecutionFailure.Threw);
        Assert.Empty(outcome["values"]!.AsObject());
        Assert.Equal("threw", outcome["error"]!["code"]!.GetValue<string>());
        Assert.Null(outcome["result"]);
    }

    [Fact]
    public async Task Secrets_are_those_that_were_named()
    {
        await RunAsync(
            """{"sourceCode":"","handler":"handler","environment":{},"secrets":{"key":"a\"b"},"allowedHosts":[],"values":{}}""",
            async (_, host) =>
            {
                Assert.Equal("a\"b", JsonNode.Parse(await AskAsync(host, "secrets.get", """{"name":"key"}"""))!.GetValue<string>());
                Assert.Equal("!notFound", await AskAsync(host, "secrets.get", """{"name":"other"}"""));
            });
    }

    [Theory]
    [InlineData("chain.height", "{}", "!unknownOperation")]
    [InlineData("wallet.transfer", "{}", "!unknownOperation")]
    [InlineData("", "{}", "!unknownOperation")]
    [InlineData("storage.get", "{}", "!invalidRequest")]
    [InlineData("storage.get", "1", "!invalidRequest")]
    [InlineData("storage.get", """{"key":""}""", "!invalidRequest")]
    [InlineData("storage.get", """{"key":7}""", "!invalidRequest")]
    [InlineData("storage.put", """{"key":"a"}""", "!invalidRequest")]
    [InlineData("storage.list", """{"limit":"a"}""", "!invalidRequest")]
    [InlineData("secrets.get", """{"name":null}""", "!invalidRequest")]
    [InlineData("timer.sleep", """{"ms":0}""", "null")]
    public async Task Whatever_is_asked_there_is_an_answer(string name, string arguments, string answer) =>
        await RunAsync(Least, async (_, host) => Assert.Equal(answer, await AskAsync(host, name, arguments)));

    [Theory]
    [InlineData("", "The standard input has to be a trial, as nsl function dev writes one.")]
    [InlineData("{}", "The standard input has to be a trial, as nsl function dev writes one.")]
    [InlineData("null", "The standard input has to be a trial, as nsl function dev writes one.")]
    public async Task What_is_no_trial_is_one_sentence(string input, string sentence)
    {
        FormatException wrong = await Assert.ThrowsAsync<FormatException>(() => RunAsync(input, (_, _) => Task.CompletedTask, change: null));
        Assert.Equal(sentence, wrong.Message);
    }

    [Theory]
    [InlineData("limits", """{"timeoutMs":99}""")]
    [InlineData("limits", """{"memoryMiB":513}""")]
    [InlineData("limits", """{"statements":999}""")]
    [InlineData("allowedHosts", """["http://a"]""")]
    [InlineData("roots", "\"none\"")]
    public async Task What_a_version_could_not_have_is_refused(string member, string value) =>
        await Assert.ThrowsAsync<FormatException>(() => RunAsync(Least, (_, _) => Task.CompletedTask, trial => trial[member] = JsonNode.Parse(value)));

    private static async Task<string> AskAsync(ISandboxHost host, string name, string arguments)
    {
        HostAnswer answer = await host.CallAsync(name, Encoding.UTF8.GetBytes(arguments), TestContext.Current.CancellationToken);
        return answer.ErrorCode is { } code ? "!" + code : Encoding.UTF8.GetString(answer.Json.Span);
    }

    private static Task<JsonNode> RunAsync(
        string trial, Func<SandboxJob, ISandboxHost, Task> play, Action<JsonNode>? change, ExecutionFailure? failure = null)
    {
        if (change is null)
        {
            return RunAsync(trial, play, failure);
        }

        JsonNode changed = JsonNode.Parse(trial)!;
        change(changed);
        return RunAsync(changed.ToJsonString(), play, failure);
    }

    private static async Task<JsonNode> RunAsync(string trial, Func<SandboxJob, ISandboxHost, Task> play, ExecutionFailure? failure = null)
    {
        using MemoryStream input = new(Encoding.UTF8.GetBytes(trial));
        using MemoryStream output = new();
        await FunctionTrial.RunAsync(input, output, new PlayedSandbox(play, failure), TimeProvider.System);
        return JsonNode.Parse(output.ToArray())!;
    }

    /// <summary>A sandbox in which the test is the code.</summary>
    private sealed class PlayedSandbox(Func<SandboxJob, ISandboxHost, Task> play, ExecutionFailure? failure) : ISandbox
    {
        public async ValueTask<SandboxOutcome> RunAsync(SandboxJob job, ISandboxHost host, CancellationToken cancellationToken = default)
        {
            await play(job, host);
            return failure is { } code
                ? new SandboxOutcome { Error = new ExecutionError { Code = code, Message = "no" } }
                : new SandboxOutcome { Result = JsonSerializer.SerializeToUtf8Bytes(1) };
        }
    }
}
