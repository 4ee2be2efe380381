using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Enclave.Sandbox.Engine;
using Xunit;

namespace NeoServiceLayer.Tests.Sandbox.Engine;

public static class HostCallTests
{
    [Theory]
    [InlineData("nsl.secrets.get('n')", """secrets.get {"name":"n"}""")]
    [InlineData("nsl.storage.get('k')", """storage.get {"key":"k"}""")]
    [InlineData("nsl.storage.put('k', { a: [1] })", """storage.put {"key":"k","value":{"a":[1]}}""")]
    [InlineData("nsl.storage.delete('k')", """storage.delete {"key":"k"}""")]
    [InlineData("nsl.storage.list()", "storage.list {}")]
    [InlineData("nsl.storage.list({ prefix: 'p', limit: 2 })", """storage.list {"prefix":"p","limit":2}""")]
    [InlineData("nsl.chain.height()", "chain.height {}")]
    [InlineData("nsl.chain.height('mainnet')", """chain.height {"network":"mainnet"}""")]
    [InlineData("nsl.chain.getBalance({ asset: 'GAS', account: 'N' })", """chain.getBalance {"asset":"GAS","account":"N"}""")]
    [InlineData("nsl.chain.invokeRead({ contract: 'c', method: 'm' })", """chain.invokeRead {"contract":"c","method":"m"}""")]
    [InlineData("nsl.chain.getTransaction('0x1')", """chain.getTransaction {"hash":"0x1"}""")]
    [InlineData("nsl.wallet.address('w')", """wallet.address {"wallet":"w"}""")]
    [InlineData("nsl.wallet.transfer({ wallet: 'w', asset: 'GAS', to: 'N', amount: 5n })", """wallet.transfer {"wallet":"w","asset":"GAS","to":"N","amount":"5"}""")]
    [InlineData("nsl.wallet.invoke({ wallet: 'w', contract: 'c', method: 'm' })", """wallet.invoke {"wallet":"w","contract":"c","method":"m"}""")]
    [InlineData("nsl.wallet.signMessage({ wallet: 'w', message: 'm' })", """wallet.signMessage {"wallet":"w","message":"m"}""")]
    [InlineData("nsl.price.latest('NEO', { maxAgeSeconds: 60 })", """price.latest {"maxAgeSeconds":60,"symbol":"NEO"}""")]
    public static void Each_part_of_nsl_asks_the_host_by_its_name(string expression, string asked)
    {
        ScriptCase script = new()
        {
            Source = $"export const handler = () => {expression};",
            Features = ["secrets", "chain", "wallet", "price"],
            Answer = _ => EngineOutcomes.Json("""{"x":1}"""),
        };
        Assert.Equal("""{"x":1}""", script.Run().ResultText());
        Assert.Equal([asked], script.Asked);
    }

    [Fact]
    public static void What_the_version_does_not_have_is_not_there() => Assert.Equal(
        "[\"env\",\"storage\"]", ScriptCase.Result("export const handler = () => Object.keys(nsl);"));

    [Fact]
    public static void An_error_of_the_host_is_one_that_code_catches_by_its_code()
    {
        ScriptCase script = new()
        {
            Source = "export async function handler() { try { await nsl.storage.get('k'); } catch (e) { return [e instanceof Error, e.code, e.message]; } }",
            Answer = _ => new HostAnswer(default, "forbidden", "Not yours.", default),
        };
        Assert.Equal("""[true,"forbidden","Not yours."]""", script.Run().ResultText());
    }

    [Fact]
    public static void An_error_that_nobody_catches_fails_the_run_in_the_hosts_words()
    {
        ExecutionError error = new ScriptCase
        {
            Source = "export const handler = () => nsl.storage.get('k');",
            Answer = _ => new HostAnswer(default, "forbidden", "Not yours.", default),
        }.Run().Error!;
        Assert.Equal((ExecutionFailure.Threw, "Error: Not yours. (forbidden)"), (error.Code, error.Message));
    }

    [Fact]
    public static void Many_calls_go_out_at_once_and_answers_come_in_any_order()
    {
        ScriptCase script = new()
        {
            Source = """
                export async function handler() {
                  const order = [];
                  const values = await Promise.all(['a', 'b', 'c'].map(async (key) => { const value = await nsl.storage.get(key); order.push(key); return value; }));
                  return { values, order };
                }
                """,
            Answer = call => EngineOutcomes.Json(call.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Next = open => open.Count - 1,
        };
        Assert.Equal("""{"values":[1,2,3],"order":["c","b","a"]}""", script.Run().ResultText());
        Assert.Equal(3, script.Asked.Count);
    }

    [Fact]
    public static void Calls_are_counted_and_the_next_one_too_many_is_refused_where_it_is_made()
    {
        ScriptCase script = new()
        {
            Source = "export async function handler() { let n = 0; try { for (;;) { await nsl.storage.get('k'); n++; } } catch (e) { return [n, e.message]; } }",
        };
        Assert.StartsWith($"[{FunctionLimits.MaxHostCalls},", script.Run().ResultText(), StringComparison.Ordinal);
        Assert.Equal(FunctionLimits.MaxHostCalls, script.Asked.Count);
    }

    [Fact]
    public static void A_run_waits_for_what_it_changes_and_for_nothing_else_that_it_does_not_wait_for()
    {
        ScriptCase script = new()
        {
            Source = "export function handler() { nsl.storage.put('a', 1); fetch('https://a.b'); setTimeout(() => {}, 1000); nsl.storage.delete('b'); return 1; }",
            Next = open => open.Count - 1,
        };
        EngineOutcome outcome = script.Run();
        Assert.Equal("1", outcome.ResultText());
        Assert.Equal(4, script.Asked.Count);
        Assert.Equal(0, script.Open("storage."));
    }

    [Fact]
    public static void What_fails_and_nobody_asks_stands_in_the_log()
    {
        EngineOutcome outcome = new ScriptCase
        {
            Source = "export function handler() { nsl.storage.put('a', 1); return 1; }",
            Answer = _ => new HostAnswer(default, "tooLarge", "Too long.", default),
        }.Run();
        Assert.Equal("1", outcome.ResultText());
        Assert.Equal(("error", "Nobody caught: Error: Too long. (tooLarge)"), (outcome.Logs.Single().Level, outcome.Logs.Single().Text));
    }

    [Theory]
    [InlineData("'\\ud800'")]
    [InlineData("(() => { let a = 1; for (let i = 0; i < 70; i++) a = [a]; return a; })()")]
    [InlineData("10n")]
    [InlineData("(() => { const a = {}; a.a = a; return a; })()")]
    public static void What_is_no_json_is_never_sent(string value)
    {
        ScriptCase script = new() { Source = $"export const handler = () => nsl.storage.put('k', {value});" };
        Assert.Equal(ExecutionFailure.Threw, script.Run().Error?.Code);
        Assert.Empty(script.Asked);
    }

    [Fact]
    public static void Timers_of_no_length_run_in_order_before_any_answer_and_others_sleep_in_the_host()
    {
        ScriptCase script = new()
        {
            Source = """
                export async function handler() {
                  const order = [];
                  setTimeout(() => order.push('sleep'), 50);
                  setTimeout((a, b) => order.push(a + b), 0, 'ze', 'ro');
                  setTimeout(() => order.push('next'));
                  queueMicrotask(() => order.push('micro'));
                  clearTimeout(setTimeout(() => order.push('never'), 0));
                  clearTimeout(setTimeout(() => order.push('never'), 10));
                  await nsl.storage.get('k');
                  let n = 0;
                  await new Promise((done) => { const i = setInterval(() => { order.push(++n); if (n === 3) { clearInterval(i); done(); } }, 20); });
                  return order;
                }
                """,
        };
        Assert.Equal("""["micro","zero","next","sleep",1,2,3]""", script.Run().ResultText());
        Assert.Equal("""timer.sleep {"ms":50}""", script.Asked[0]);
    }

    [Fact]
    public static void What_a_timer_throws_fails_the_run() => Assert.Equal(
        "Threw: Error: late",
        ScriptCase.Result("export const handler = () => new Promise(() => { setTimeout(() => { throw new Error('late'); }, 5); });"));

    [Fact]
    public static void Fetch_asks_with_all_it_was_given_and_gives_what_was_answered()
    {
        ScriptCase script = new()
        {
            Source = """
                export async function handler() {
                  const answer = await fetch('https://API.example/a b?x=1', { method: 'post', headers: { 'X-A': ' 1 ' }, body: JSON.stringify({ ä: 1 }) });
                  const copy = answer.clone();
                  return [answer.ok, answer.status, answer.headers.get('Content-TYPE'), [...answer.headers], await answer.json(), await copy.text(), answer.bodyUsed, answer.url];
                }
                """,
            Answer = _ => EngineOutcomes.Json(
                $$"""{"status":404,"headers":[["Content-Type","application/json"],["Set-Cookie","a=1"],["Set-Cookie","b=2"]],"body":"{{Convert.ToBase64String("\uFEFF{\"ö\":[1]}"u8)}}"}"""),
        };
        Assert.Equal(
            """[false,404,"application/json",[["content-type","application/json"],["set-cookie","a=1"],["set-cookie","b=2"]],{"ö":[1]},"{\"ö\":[1]}",true,"https://api.example/a%20b?x=1"]""",
            script.Run().ResultText());
        Assert.Equal(
            $$"""fetch {"url":"https://api.example/a%20b?x=1","method":"POST","headers":[["content-type","text/plain;charset=UTF-8"],["x-a","1"]],"body":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"ä\":1}"))}}"}""",
            script.Asked.Single());
    }

    [Theory]
    [InlineData("fetch('ftp://a.b')")]
    [InlineData("fetch('/relative')")]
    [InlineData("fetch('file:///etc/passwd')")]
    [InlineData("fetch('https://a.b', { headers: { 'a\\r\\nb': '1' } })")]
    [InlineData("fetch('https://a.b', { headers: { a: '1\\r\\nHost: evil' } })")]
    [InlineData("fetch('https://a.b', { method: 'GET\\r\\n' })")]
    [InlineData("fetch('https://a.b', { body: 'x' })")]
    public static void What_is_no_request_is_never_sent(string expression)
    {
        ScriptCase script = new() { Source = $"export const handler = () => {expression};" };
        Assert.Equal(ExecutionFailure.Threw, script.Run().Error?.Code);
        Assert.Empty(script.Asked);
    }
}
