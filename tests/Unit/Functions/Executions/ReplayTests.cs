using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Executions;

/// <summary>An execution over its record: nothing outside is asked, and what is not the same is found.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task A_replay_sees_the_same_seed_times_and_answers_and_asks_nobody()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        int answers = 0;
        world.Hosts.Answer = (_, _) =>
        {
            world.Time.Advance(TimeSpan.FromSeconds(3));
            return Task.FromResult(++answers == 2 ? HostsDouble.Fails("notFound") : HostsDouble.Value($"{{\"n\":{answers}}}"));
        };
        world.Sandbox.Code = ReportAsync;

        ExecutionDescription done = await world.ExecuteAsync(parameters: "[1]");
        int calls = world.Hosts.Calls;
        world.Time.Advance(TimeSpan.FromDays(9));
        for (int i = 0; i < 2; i++)
        {
            ReplayExecutionResponse replay = await world.ReplayAsync(done.ExecutionId);
            Assert.True(replay.Match, replay.Difference);
            Assert.Equal((done.OutputHash, done.Statements, done.InputHash, done.SourceHash), (replay.OutputHash, replay.Statements, replay.InputHash, replay.SourceHash));
        }

        Assert.Equal((3, 3), (calls, world.Hosts.Calls));
        Assert.Equal(3, done.HostCalls);
    }

    [Theory]
    [InlineData("result")]
    [InlineData("error")]
    [InlineData("logs")]
    [InlineData("statements")]
    [InlineData("hostCall")]
    [InlineData("fewer")]
    [InlineData("more")]
    [InlineData("arguments")]
    public async Task What_is_not_the_same_is_named(string what)
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        bool first = true;
        world.Sandbox.Code = async (_, host, token) =>
        {
            if (first || what != "fewer")
            {
                await CallAsync(host, first || what != "hostCall" ? "chain.height" : "price.latest", first || what != "arguments" ? "{}" : "{\"a\":1}", token);
            }

            if (!first && what == "more")
            {
                Assert.Equal("replayDiverged", (await host.CallAsync("chain.height", "{}"u8.ToArray(), token)).ErrorCode);
            }

            return what == "error" && !first ? SandboxDouble.Throws("other") : SandboxDouble.Returns(what == "result" && !first ? "2" : "1", what == "statements" && !first ? 11 : 10) with
            {
                Logs = [new ExecutionLogLine { Level = "log", Text = what == "logs" && !first ? "other" : "line" }],
            };
        };
        string id = (await world.ExecuteAsync()).ExecutionId;
        first = false;
        int calls = world.Hosts.Calls;
        ReplayExecutionResponse replay = await world.ReplayAsync(id);
        Assert.False(replay.Match);
        Assert.Equal(what is "fewer" or "more" or "arguments" ? "hostCall" : what, replay.Difference);
        Assert.Equal(calls, world.Hosts.Calls);
    }

    [Fact]
    public async Task Answers_come_in_the_order_in_which_they_came()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        Dictionary<string, TaskCompletionSource<HostAnswer>> open = Enumerable.Range(0, 4).ToDictionary(i => $"{{\"n\":{i}}}", _ => new TaskCompletionSource<HostAnswer>());
        bool first = true;
        world.Hosts.Answer = (_, arguments) => open[arguments].Task;
        world.Sandbox.Code = async (_, host, token) =>
        {
            Task<HostAnswer>[] all = [.. open.Keys.Select(each => host.CallAsync("fetch", Encoding.UTF8.GetBytes(each), token).AsTask())];
            if (first)
            {
                foreach (int i in (int[])[2, 0, 3, 1])
                {
                    open[$"{{\"n\":{i}}}"].SetResult(HostsDouble.Value($"{i}"));
                }
            }

            // The sandbox gives them to the code in the order of their places.
            HostAnswer[] given = [.. (await Task.WhenAll(all)).OrderBy(answer => answer.Place)];
            return SandboxDouble.Returns($"[{string.Join(',', given.Select(answer => Encoding.UTF8.GetString(answer.Json.Span)))}]");
        };
        ExecutionDescription done = await world.ExecuteAsync();
        Assert.Equal("[2,0,3,1]", done.Result!.Value.GetRawText());
        first = false;
        Assert.True((await world.ReplayAsync(done.ExecutionId)).Match);
    }

    [Fact]
    public async Task A_call_that_nobody_waited_for_is_not_answered_at_a_replay_either()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        TaskCompletionSource<HostAnswer> never = new();
        world.Hosts.Answer = (name, _) => name == "timer.sleep" ? never.Task : Task.FromResult(HostsDouble.Value("1"));
        world.Sandbox.Code = async (_, host, _) =>
        {
            using CancellationTokenSource over = new();
            Task<HostAnswer> left = host.CallAsync("timer.sleep", "{}"u8.ToArray(), over.Token).AsTask();
            await CallAsync(host, "chain.height", "{}", over.Token);
            SandboxOutcome outcome = SandboxDouble.Returns(left.IsCompleted ? "true" : "false");
            await over.CancelAsync();
            await left.ContinueWith(static _ => { }, TaskScheduler.Default);
            return outcome;
        };
        ExecutionDescription done = await world.ExecuteAsync();
        Assert.Equal("false", done.Result!.Value.GetRawText());
        Assert.True((await world.ReplayAsync(done.ExecutionId)).Match);
    }

    [Fact]
    public async Task A_secret_stands_nowhere_and_is_read_again()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        world.Sandbox.Code = static async (_, host, token) =>
        {
            string secret = await CallAsync(host, "secrets.get", "{\"name\":\"db\"}", token);
            return SandboxDouble.Returns($"{{\"got\":[{secret}]}}") with
            {
                Logs = [new ExecutionLogLine { Level = "log", Text = "the secret is " + secret }],
            };
        };
        ExecutionDescription done = await world.ExecuteAsync();
        Assert.Equal("{\"got\":[\"[redacted]\"]}", done.Result!.Value.GetRawText());
        Assert.DoesNotContain(world.Records.Values, record => record.AsSpan().IndexOf(Encoding.UTF8.GetBytes(world.Hosts.Secret)) >= 0);
        Assert.DoesNotContain(
            world.Records.Values, record => record.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"\"{world.Hosts.Secret}\"")))) >= 0);
        Assert.True((await world.ReplayAsync(done.ExecutionId)).Match);

        world.Hosts.Secret = "another-secret";
        Assert.Equal("hostCall", (await world.ReplayAsync(done.ExecutionId)).Difference);
    }

    [Fact]
    public async Task What_is_long_is_kept_in_parts()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        string answer = $"\"{new string('a', 600_000)}\"";
        world.Hosts.Answer = (_, _) => Task.FromResult(HostsDouble.Value(answer));
        world.Sandbox.Code = static async (_, host, token) =>
        {
            string first = await CallAsync(host, "fetch", "{}", token);
            string second = await CallAsync(host, "fetch", "{}", token);
            return SandboxDouble.Returns($"[{first.Length},{second.Length},{first[..200_000]}\"]");
        };
        ExecutionDescription done = await world.ExecuteAsync();
        Assert.Equal((done.OutputHash, ExecutionStatus.Succeeded), ((await world.GetAsync(done.ExecutionId)).OutputHash, done.Status));
        Assert.InRange(world.Count("execution-part"), 7, 12);
        Assert.True((await world.ReplayAsync(done.ExecutionId)).Match);
    }

    [Fact]
    public async Task Calls_and_bytes_are_bounded_whatever_a_worker_asks()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        world.Hosts.Answer = static (_, _) => Task.FromResult(HostsDouble.Value($"\"{new string('a', 300_000)}\""));
        world.Sandbox.Code = static async (_, host, token) =>
        {
            int taken = 0;
            int refused = 0;
            for (int i = 0; i < FunctionLimits.MaxHostCalls + 20; i++)
            {
                bool isRefused = (await host.CallAsync("fetch", "{}"u8.ToArray(), token)).ErrorCode == "limitExceeded";
                refused += isRefused ? 1 : 0;
                taken += isRefused ? 0 : 1;
            }

            return SandboxDouble.Returns($"[{taken},{refused}]");
        };
        ExecutionDescription done = await world.ExecuteAsync();
        Assert.Equal("[6,214]", done.Result!.Value.GetRawText());
        Assert.Equal((FunctionLimits.MaxHostCalls, FunctionLimits.MaxHostCalls), (done.HostCalls, world.Hosts.Calls));
        Assert.True((await world.ReplayAsync(done.ExecutionId)).Match);
    }

    [Fact]
    public async Task What_did_not_run_to_its_end_is_not_replayed()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync();
        await ExecutionTests.RefusedAsync(ErrorCode.NotFound, () => world.ReplayAsync("exe_none"));
    }

    private static async Task<SandboxOutcome> ReportAsync(SandboxJob job, ISandboxHost host, CancellationToken token)
    {
        List<string> seen = [$"\"{Convert.ToHexString(job.Seed.Span)}\"", $"\"{job.Time:O}\""];
        for (int i = 0; i < 3; i++)
        {
            HostAnswer answer = await host.CallAsync("chain.height", "{}"u8.ToArray(), token);
            seen.Add($"[\"{answer.Time:O}\",\"{answer.ErrorCode}\",\"{answer.ErrorMessage}\",\"{Convert.ToHexString(answer.Json.Span)}\"]");
        }

        return SandboxDouble.Returns($"[{string.Join(',', seen)}]");
    }

    private static async Task<string> CallAsync(ISandboxHost host, string name, string arguments, CancellationToken token) =>
        Encoding.UTF8.GetString((await host.CallAsync(name, Encoding.UTF8.GetBytes(arguments), token)).Json.Span);
}
