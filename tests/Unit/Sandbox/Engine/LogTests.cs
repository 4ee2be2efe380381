using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Sandbox.Engine;
using Xunit;

namespace NeoServiceLayer.Tests.Sandbox.Engine;

public static class LogTests
{
    [Theory]
    [InlineData("'a', 1, true, null, undefined, 10n, Symbol('s')", "a 1 true null undefined 10 Symbol(s)")]
    [InlineData("{ a: [1] }, ['x']", """{"a":[1]} ["x"]""")]
    [InlineData("() => 1", "[function]")]
    [InlineData("(() => { const a = {}; a.a = a; return a; })()", "[object]")]
    [InlineData("{ get x() { throw 1; } }", "[object]")]
    [InlineData("'\\ud800x'", "\uFFFDx")]
    [InlineData("", "")]
    public static void Console_writes_values_as_people_read_them(string values, string text)
    {
        ExecutionLogLine line = Assert.Single(new ScriptCase { Source = $"export function handler() {{ console.info({values}); }}" }.Run().Logs);
        Assert.Equal(("info", text), (line.Level, line.Text));
    }

    [Fact]
    public static void Lines_keep_their_order_and_level_and_are_kept_when_the_run_fails()
    {
        EngineOutcome outcome = new ScriptCase
        {
            Source = "console.debug('0'); export function handler() { console.log('1'); console.warn('2'); console.error(new RangeError('3')); while (true); }",
            Statements = 1000,
        }.Run();
        Assert.Equal(["debug", "log", "warn", "error"], outcome.Logs.Select(line => line.Level));
        Assert.StartsWith("RangeError: 3", outcome.Logs[3].Text, StringComparison.Ordinal);
        Assert.Equal(ExecutionFailure.StatementLimit, outcome.Error?.Code);
    }

    [Theory]
    [InlineData("for (let i = 0; i < 5000; i++) console.log(i);")]
    [InlineData("for (let i = 0; i < 500; i++) console.log('x'.repeat(5000));")]
    [InlineData("for (let i = 0; i < 500; i++) console.log('x'.repeat(2047) + '😀');")]
    public static void A_log_is_bounded_and_says_when_it_is_full(string statement)
    {
        IReadOnlyList<ExecutionLogLine> lines = new ScriptCase { Source = $"export function handler() {{ {statement} }}" }.Run().Logs;
        Assert.InRange(lines.Count, 2, FunctionLimits.MaxLogLines);
        Assert.InRange(lines.Sum(line => line.Text.Length), 1, FunctionLimits.MaxLogLength);
        Assert.All(lines, line => Assert.InRange(line.Text.Length, 1, FunctionLimits.MaxLogLineLength));
        Assert.StartsWith("The log is full", lines[^1].Text, StringComparison.Ordinal);
    }
}
