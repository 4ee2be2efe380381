using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Sandbox;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Executions;

/// <summary>Executions and replays of real JavaScript.</summary>
public sealed class EngineReplayTests
{
    private const string Source = """
        export async function handler(parameters) {
          const began = Date.now();
          const ids = [crypto.randomUUID(), Math.random()];
          const answers = [];
          await Promise.all(["a", "b", "c"].map(async key => {
            const value = await nsl.storage.get(key);
            answers.push([key, value, Date.now() - began]);
            console.log(key, value);
          }));
          let failed = null;
          try { await nsl.storage.get("missing"); } catch (error) { failed = [error.code, error.message]; }
          nsl.storage.put("left", 1);
          return { parameters, ids, answers, failed };
        }
        """;

    [Fact]
    public async Task The_same_record_gives_the_same_result_logs_and_statements()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync(source: Source);
        Dictionary<string, TaskCompletionSource<HostAnswer>> open = [];
        world.Hosts.Answer = (name, arguments) => Answer(world, open, name, arguments);
        world.Sandbox.Code = EngineSandbox.RunAsync;
        ExecutionDescription done = await world.ExecuteAsync(parameters: """{"n":[1,2.50]}""");
        Assert.True(done.Status == ExecutionStatus.Succeeded, done.Error?.Message);
        string text = done.Result!.Value.GetProperty("answers").GetRawText();
        Assert.Equal("""[["b","b",7],["a","a",14],["c","c",21]]""", text);
        Assert.Equal("notFound", done.Result!.Value.GetProperty("failed")[0].GetString());
        Assert.Equal(["b b", "a a", "c c"], done.Logs!.Select(line => line.Text));

        int calls = world.Hosts.Calls;
        world.Time.Advance(TimeSpan.FromDays(1));
        for (int i = 0; i < 3; i++)
        {
            ReplayExecutionResponse replay = await world.ReplayAsync(done.ExecutionId);
            Assert.True(replay.Match, replay.Difference);
            Assert.Equal((done.OutputHash, done.Statements), (replay.OutputHash, replay.Statements));
        }

        Assert.Equal(calls, world.Hosts.Calls);
    }

    [Fact]
    public async Task Another_execution_has_other_random_numbers_and_as_many_statements()
    {
        using ExecutionWorld world = await new ExecutionWorld().WithFunctionAsync(
            source: "export function handler(n) { let sum = 0; for (let i = 0; i < n; i++) sum += i; return [sum, Math.random()]; }");
        world.Sandbox.Code = EngineSandbox.RunAsync;
        ExecutionDescription first = await world.ExecuteAsync("one", "1000");
        ExecutionDescription second = await world.ExecuteAsync("two", "1000");
        Assert.Equal((first.Statements, first.InputHash), (second.Statements, second.InputHash));
        Assert.NotEqual(first.OutputHash, second.OutputHash);
        Assert.True(first.Statements > 1000);
    }

    /// <summary>Answers b, then a, once c was asked for too, and that last; each takes time.</summary>
    private static Task<HostAnswer> Answer(ExecutionWorld world, Dictionary<string, TaskCompletionSource<HostAnswer>> open, string name, string arguments)
    {
        if (name != "storage.get" || arguments.Contains("missing", StringComparison.Ordinal))
        {
            return Task.FromResult(name == "storage.get" ? HostsDouble.Fails("notFound") : HostsDouble.Value("null"));
        }

        TaskCompletionSource<HostAnswer> waiting = new();
        open.Add(((string[])["a", "b", "c"]).Single(key => arguments.Contains($"\"{key}\"", StringComparison.Ordinal)), waiting);
        if (open.Count == 3)
        {
            foreach (string key in (string[])["b", "a", "c"])
            {
                world.Time.Advance(TimeSpan.FromMilliseconds(7));
                open[key].SetResult(HostsDouble.Value($"\"{key}\""));
            }
        }

        return waiting.Task;
    }
}
