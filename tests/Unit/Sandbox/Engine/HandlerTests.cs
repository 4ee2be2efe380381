using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Sandbox.Engine;
using Xunit;

namespace NeoServiceLayer.Tests.Sandbox.Engine;

public static class HandlerTests
{
    [Theory]
    [InlineData("export function handler(p) { return p.a + 1; }", "2")]
    [InlineData("export async function handler(p) { await null; return [p]; }", """[{"a":1,"__proto__":{"x":2}}]""")]
    [InlineData("export const handler = (p) => ({ then: (ok) => ok(p.a) });", "1")]
    [InlineData("export function handler() {}", "null")]
    [InlineData("export const handler = () => null;", "null")]
    [InlineData("const x = await Promise.resolve(5); export const handler = () => x;", "5")]
    [InlineData("export const handler = () => 'ä\\u0000😀';", "\"ä\\u0000😀\"")]
    [InlineData("export const handler = (p) => [Object.keys(p), p instanceof Object, ({}).x];", """[["a","__proto__"],true,null]""")]
    public static void A_handler_gets_json_and_what_it_returns_is_json(string source, string result) =>
        Assert.Equal(result, new ScriptCase { Source = source, Parameters = """{"a":1,"__proto__":{"x":2}}""" }.Run().ResultText());

    [Theory]
    [InlineData("export function handler( {", "SyntaxError")]
    [InlineData("export const other = 1;", "handler")]
    [InlineData("export const handler = 1;", "handler")]
    [InlineData("import { x } from 'other'; export const handler = () => x;", "imports")]
    [InlineData("import { x } from './function.js'; export const handler = () => x;", "imports")]
    [InlineData("", "handler")]
    [InlineData("with (Math) {} export const handler = () => 1;", "SyntaxError")]
    public static void What_is_no_module_with_the_handler_is_refused(string source, string word)
    {
        ExecutionError error = new ScriptCase { Source = source }.Run().Error!;
        Assert.Equal(ExecutionFailure.InvalidModule, error.Code);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("throw new TypeError('no')", "TypeError: no")]
    [InlineData("throw 'plain'", "plain")]
    [InlineData("throw { message: 'odd' }", "odd")]
    [InlineData("throw null", "null")]
    [InlineData("throw Object.assign(new Error('m'), { code: 'c' })", "Error: m (c)")]
    [InlineData("throw { get message() { throw 1; } }", "The function threw an object.")]
    [InlineData("throw { toString() { throw 1; }, name: 7 }", "The function threw an object.")]
    [InlineData("null.x", "TypeError")]
    [InlineData("x.y", "ReferenceError: x is not defined")]
    public static void What_a_handler_throws_is_told_in_its_own_words(string statement, string message)
    {
        string[] sources =
        [
            $"export function handler() {{ {statement}; }}",
            $"export async function handler() {{ await null; {statement}; }}",
        ];
        foreach (string source in sources)
        {
            ExecutionError error = new ScriptCase { Source = source }.Run().Error!;
            Assert.Equal(ExecutionFailure.Threw, error.Code);
            Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public static void A_stack_names_lines_of_the_module_and_nothing_of_the_engine()
    {
        ExecutionError error = new ScriptCase
        {
            Source = "function deep() {\n  throw new Error('here');\n}\nexport async function handler() {\n  await null;\n  deep();\n}",
        }.Run().Error!;
        Assert.Contains("function.js:2", error.Stack, StringComparison.Ordinal);
        Assert.Contains("deep", error.Stack, StringComparison.Ordinal);
        Assert.DoesNotContain("nsl:", error.Stack, StringComparison.Ordinal);
        Assert.DoesNotContain("Jint", error.Stack, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("System.", error.Stack, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10n")]
    [InlineData("() => 1")]
    [InlineData("Symbol('a')")]
    [InlineData("'a'.repeat(262143)")]
    [InlineData("'\\ud800'")]
    [InlineData("(() => { let a = 1; for (let i = 0; i < 65; i++) a = [a]; return a; })()")]
    [InlineData("(() => { const a = []; a.push(a); return a; })()")]
    [InlineData("({ toJSON() { return undefined; } })")]
    public static void What_is_no_json_or_too_much_of_it_is_no_result(string value)
    {
        EngineOutcome outcome = new ScriptCase { Source = $"export const handler = () => {value};" }.Run();
        Assert.Equal(ExecutionFailure.InvalidResult, outcome.Error?.Code);
        Assert.True(outcome.Result.IsEmpty);
    }

    [Theory]
    [InlineData("'a'.repeat(262142)")]
    [InlineData("(() => { let a = 1; for (let i = 0; i < 64; i++) a = [a]; return a; })()")]
    public static void What_is_just_within_the_limits_is_a_result(string value) =>
        Assert.Null(new ScriptCase { Source = $"export const handler = () => {value};" }.Run().Error);

    [Theory]
    [InlineData("export const handler = () => new Promise(() => {});")]
    [InlineData("await new Promise(() => {}); export const handler = () => 1;")]
    [InlineData("export async function handler() { clearTimeout(setTimeout(() => {}, 1000)); await new Promise(() => {}); }")]
    public static void What_waits_for_nothing_ends_at_once(string source) =>
        Assert.Equal(ExecutionFailure.NeverSettles, new ScriptCase { Source = source }.Run().Error?.Code);
}
