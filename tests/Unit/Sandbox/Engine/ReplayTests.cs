using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Sandbox.Engine;
using Xunit;

namespace NeoServiceLayer.Tests.Sandbox.Engine;

/// <summary>A run is a function of its job and of the host's answers.</summary>
public static class ReplayTests
{
    private const string Everything = """
        export async function handler(p) {
          const out = [Math.random(), crypto.randomUUID(), [...crypto.getRandomValues(new Uint8Array(5))], Date.now(), new Date().toString(), performance.now()];
          const before = Date.now();
          for (let i = 0; i < 1000; i++) out.length += Math.random() > 2 ? 1 : 0;
          out.push(Date.now() - before);
          await nsl.storage.get('x');
          out.push(Date.now() - before, performance.now(), [5, 3, 9].sort(), Object.keys({ b: 1, a: 2, 1: 3 }), [...new Set([3, 1, 3])]);
          out.push(/(\d+)/.exec('ab12')[1], (1234.5).toLocaleString(), new Date(0).toLocaleString(), 'ä'.localeCompare('z') < 2, new Date(2026, 6, 1).getTimezoneOffset());
          console.log(out.length, new Error('e'));
          for (const x of (function* () { for (let i = 0; i < 50; i++) yield i; })()) { out[0] += x * 0; }
          return out;
        }
        """;

    [Fact]
    public static void The_same_job_gives_the_same_result_logs_and_statements()
    {
        EngineOutcome first = new ScriptCase { Source = Everything }.Run();
        Assert.Null(first.Error);
        for (int i = 0; i < 5; i++)
        {
            EngineOutcome again = new ScriptCase { Source = Everything }.Run();
            Assert.Equal(first.ResultText(), again.ResultText());
            Assert.Equal(first.Logs, again.Logs);
            Assert.Equal(first.Statements, again.Statements);
        }
    }

    [Fact]
    public static void Another_seed_gives_other_random_numbers_and_nothing_else()
    {
        EngineOutcome first = new ScriptCase { Source = Everything }.Run();
        EngineOutcome other = new ScriptCase { Source = Everything, Seed = 1 }.Run();
        Assert.NotEqual(first.ResultText(), other.ResultText());
        Assert.Equal(first.Statements, other.Statements);
    }

    [Fact]
    public static void Time_stands_still_but_for_the_hosts_answers() => Assert.Equal(
        "[0,10,\"2026-01-02T03:04:05.000Z\"]",
        ScriptCase.Result("""
            export async function handler() {
              const a = Date.now();
              for (let i = 0; i < 100000; i++);
              const b = Date.now();
              await nsl.storage.get('k');
              return [b - a, Date.now() - b, new Date(a).toISOString()];
            }
            """));

    [Fact]
    public static void Statements_are_counted_over_the_whole_run_and_never_more_than_allowed()
    {
        const string Source = "let n = 0; export async function handler() { for (let i = 0; i < 100; i++) { n++; await null; } return n; }";
        long needed = new ScriptCase { Source = Source }.Run().Statements;
        Assert.InRange(needed, 200, 2000);
        Assert.Null(new ScriptCase { Source = Source, Statements = needed }.Run().Error);
        EngineOutcome cut = new ScriptCase { Source = Source, Statements = needed - 1 }.Run();
        Assert.Equal((ExecutionFailure.StatementLimit, needed - 1), (cut.Error?.Code, cut.Statements));
    }

    [Fact]
    public static void A_longer_loop_costs_more_statements_step_by_step()
    {
        long Count(int turns) => new ScriptCase { Source = $"export function handler() {{ let x = 0; for (let i = 0; i < {turns}; i++) x += i; return x; }}" }.Run().Statements;
        long step = Count(11) - Count(10);
        Assert.True(step > 0);
        Assert.Equal(Count(10) + (step * 100_000), Count(100_010));
    }
}
