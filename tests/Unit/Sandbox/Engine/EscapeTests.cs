using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Sandbox.Engine;
using Xunit;

namespace NeoServiceLayer.Tests.Sandbox.Engine;

/// <summary>Ways out of the engine that others have had, and ways to hang it: each ends within it, with its own code.</summary>
public static class EscapeTests
{
    [Theory]
    [InlineData("eval('1')")]
    [InlineData("(0, eval)('1')")]
    [InlineData("new Function('return 1')()")]
    [InlineData("(() => {}).constructor('return this')()")]
    [InlineData("(async () => {}).constructor('return 1')()")]
    [InlineData("(function* () {}).constructor('yield 1')().next()")]
    [InlineData("(async function* () {}).constructor('yield 1')()")]
    [InlineData("Reflect.construct(Function, ['return 1'])()")]
    [InlineData("console.log.constructor('return 1')()")]
    [InlineData("nsl.storage.get.constructor('return process')()")]
    [InlineData("Array.prototype.map.constructor('return 1')()")]
    [InlineData("setTimeout('1', 0)")]
    public static void Text_is_never_made_into_code(string attempt)
    {
        EngineOutcome outcome = new ScriptCase { Source = $"export function handler() {{ return {attempt}; }}" }.Run();
        Assert.Equal(ExecutionFailure.Threw, outcome.Error?.Code);
    }

    [Theory]
    [InlineData("System")]
    [InlineData("importNamespace")]
    [InlineData("clr")]
    [InlineData("require")]
    [InlineData("process")]
    [InlineData("global")]
    [InlineData("window")]
    [InlineData("Deno")]
    [InlineData("host")]
    [InlineData("ShadowRealm")]
    [InlineData("SharedArrayBuffer")]
    [InlineData("Atomics")]
    [InlineData("WeakRef")]
    [InlineData("FinalizationRegistry")]
    [InlineData("Intl")]
    [InlineData("Temporal")]
    [InlineData("$262")]
    public static void What_leads_outside_is_not_there(string name) => Assert.Equal(
        "[\"undefined\",false]", ScriptCase.Result($"export const handler = () => [typeof {name}, '{name}' in globalThis];"));

    [Theory]
    [InlineData("GetType")]
    [InlineData("ToString")]
    [InlineData("MemberwiseClone")]
    [InlineData("Engine")]
    [InlineData("Invoke")]
    [InlineData("Method")]
    public static void No_member_of_dotnet_is_on_anything_that_code_can_reach(string member) => Assert.Equal("[]", ScriptCase.Result($$"""
        const seen = new Set();
        const found = [];
        function walk(value, path) {
          if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
          seen.add(value);
          if ('{{member}}' in value) found.push(path);
          for (const key of Reflect.ownKeys(value)) {
            const property = Reflect.getOwnPropertyDescriptor(value, key);
            const at = path + '.' + String(key);
            if (property && 'value' in property) walk(property.value, at);
            else if (property) { walk(property.get, at); walk(property.set, at); }
          }
          walk(Reflect.getPrototypeOf(value), path + '.__proto__');
        }
        export function handler(parameters) {
          new URL('https://a.b'); new TextEncoder(); crypto.randomUUID(); structuredClone({}); new Headers();
          walk(globalThis, 'globalThis');
          walk(parameters, 'parameters');
          try { null.x; } catch (error) { walk(error, 'error'); }
          return found;
        }
        """));

    [Theory]
    [InlineData("while (true);")]
    [InlineData("for (;;) { try { throw 1; } catch { } }")]
    [InlineData("while (true) { try { while (true); } finally { continue; } }")]
    [InlineData("const f = () => { try { f(); } finally { f(); } }; f();")]
    [InlineData("for (const x of { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return() { while (true); } }) });")]
    [InlineData("const p = new Proxy({}, { get: (t, k, r) => r[k] }); p.x;")]
    [InlineData("const o = { get x() { return this.x; } }; o.x;")]
    [InlineData("const o = { toString() { return `${this}`; } }; `${o}`;")]
    [InlineData("const o = { toJSON() { return JSON.stringify(this); } }; JSON.stringify(o);")]
    [InlineData("[3, 1, 2].sort(() => { while (true); });")]
    [InlineData("function f() { f(); } f();")]
    [InlineData("class A { constructor() { new A(); } } new A();")]
    [InlineData("const f = (n) => [n].map(() => f(n + 1)); f(0);")]
    [InlineData("const f = () => Reflect.apply(f, null, []); f();")]
    [InlineData("const f = () => { (() => f())(); }; f();")]
    [InlineData("function f() { return f`x`; } f();")]
    [InlineData("const f = async () => { await f(); }; f();")]
    [InlineData("Promise.prototype.then = function () { while (true); };")]
    public static void What_never_ends_is_ended_and_cannot_catch_it(string statement)
    {
        EngineOutcome outcome = new ScriptCase
        {
            Source = $"export async function handler() {{ try {{ {statement} }} catch (error) {{ return 'caught ' + error; }} await null; while (true); }}",
            Statements = 300_000,
        }.Run();
        Assert.True(outcome.Error?.Code is ExecutionFailure.StatementLimit or ExecutionFailure.StackOverflow, outcome.ResultText());
    }

    [Theory]
    [InlineData("/^(a+)+$/.test('a'.repeat(40) + 'b')")]
    [InlineData("/(x+x+)+y/.exec('x'.repeat(40))")]
    [InlineData("'a'.repeat(40).replace(/^(\\w+\\s?)*$x/, '')")]
    [InlineData("new RegExp('^(([a-z])+.)+[A-Z]([a-z])+$').test('a'.repeat(40))")]
    [InlineData("for (;;) { for (const x of [1]) ; }")]
    [InlineData("await (async () => { for (;;) await null; })()")]
    public static void What_takes_too_long_is_ended_by_the_clock(string expression)
    {
        string code = expression.StartsWith("for", StringComparison.Ordinal) ? expression : $"return {expression};";
        EngineOutcome outcome = new ScriptCase
        {
            Source = $"export async function handler() {{ try {{ {code} }} catch (error) {{ return 'caught ' + error; }} }}",
            TimeoutMs = 300,
            Statements = 2_000_000_000,
        }.Run();
        Assert.Equal(ExecutionFailure.Timeout, outcome.Error?.Code);
    }

    [Theory]
    [InlineData("const a = []; a.length = 4294967295; return a.fill(1).length;")]
    [InlineData("return new Array(4294967295).fill(0).length;")]
    [InlineData("return Array.from({ length: 1e9 }).length;")]
    [InlineData("return [].concat(...Array(1e8)).length;")]
    [InlineData("return 'a'.repeat(2 ** 31 - 1).length;")]
    [InlineData("return 'a'.padEnd(2 ** 31 - 1).length;")]
    [InlineData("return new ArrayBuffer(2 ** 40);")]
    [InlineData("return new Uint8Array(2 ** 53);")]
    public static void What_asks_for_absurdly_much_gets_nothing(string statements)
    {
        EngineOutcome outcome = new ScriptCase { Source = $"export function handler() {{ {statements} }}", TimeoutMs = 1000 }.Run();
        Assert.NotNull(outcome.Error);
    }

    [Fact]
    public static void Code_that_breaks_the_language_breaks_it_for_itself_alone()
    {
        ScriptCase broken = new()
        {
            Source = """
                Promise = undefined; JSON.stringify = () => '{}'; JSON.parse = () => 1; Object.freeze = (x) => x; Array.prototype.map = null;
                Object.prototype.code = 'stolen'; Reflect.apply = () => { throw 1; };
                export async function handler() { return [await nsl.storage.get('key'), typeof nsl.secrets]; }
                """,
            Answer = _ => EngineOutcomes.Json("7"),
        };
        Assert.Equal("[7,\"undefined\"]", broken.Run().ResultText());
        Assert.Equal(["""storage.get {"key":"key"}"""], broken.Asked);
        Assert.Equal("[1,2]", ScriptCase.Result("export const handler = () => [1].map((x) => x).concat(JSON.parse('2'));"));
    }

    [Fact]
    public static void What_the_host_gave_cannot_be_changed() => Assert.Equal(
        "[false,false,false,false,\"y\"]",
        new ScriptCase
        {
            Source = """
                export const handler = () => [
                  Reflect.set(nsl, 'storage', 1), Reflect.set(nsl.env, 'X', 1), Reflect.defineProperty(globalThis, 'nsl', { value: 1 }),
                  Reflect.deleteProperty(nsl.storage, 'get'), nsl.env.X];
                """,
            Environment = new Dictionary<string, string> { ["X"] = "y" },
        }.Run().ResultText());
}
