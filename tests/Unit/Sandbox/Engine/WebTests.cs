using Xunit;

namespace NeoServiceLayer.Tests.Sandbox.Engine;

/// <summary>What functions find beside the language: each line is an expression and its JSON.</summary>
public static class WebTests
{
    [Theory]
    [InlineData("new TextDecoder().decode(new TextEncoder().encode('aä€😀'))", "\"aä€😀\"")]
    [InlineData("[...new TextEncoder().encode('\\ud800')]", "[239,191,189]")]
    [InlineData("new TextDecoder().decode(new Uint8Array([239, 187, 191, 65, 255]))", "\"A\uFFFD\"")]
    [InlineData("new TextEncoder().encodeInto('aä', new Uint8Array(2))", """{"read":1,"written":1}""")]
    [InlineData("[btoa('a\\u00ff'), atob(' YQ '), atob('Yf8=').length]", """["Yf8=","a",2]""")]
    [InlineData("new URL('../x?a=1#h', 'https://User:pw@Example.com:8443/a/b/c').href", "\"https://User:pw@example.com:8443/a/x?a=1#h\"")]
    [InlineData("(() => { const u = new URL('https://a.b/?q=1'); u.searchParams.append('x', 'ä b&'); u.hash = 'z'; return [u.search, u.href, u.host, u.port, u.origin]; })()",
        """["?q=1&x=%C3%A4+b%26","https://a.b/?q=1&x=%C3%A4+b%26#z","a.b","","https://a.b"]""")]
    [InlineData("[URL.canParse('nonsense'), URL.canParse('javascript:1'), URL.canParse('https://x')]", "[false,false,true]")]
    [InlineData("[...new URLSearchParams('a=1&b=2&a=3')]", """[["a","1"],["b","2"],["a","3"]]""")]
    [InlineData("new URLSearchParams({ a: '1 2', b: 'ä' }).toString()", "\"a=1+2&b=%C3%A4\"")]
    [InlineData("structuredClone({ d: new Date(0), m: [...structuredClone(new Map([[1, { a: 1 }]]))], a: [1, , 3] })", """{"d":"1970-01-01T00:00:00.000Z","m":[[1,{"a":1}]],"a":[1,null,3]}""")]
    [InlineData("(() => { const a = {}; a.self = a; const b = structuredClone(a); return b.self === b && b !== a; })()", "true")]
    [InlineData("(() => { try { structuredClone(() => 1); } catch (e) { return e.name; } })()", "\"DataCloneError\"")]
    [InlineData("[typeof crypto.randomUUID(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())]", """["string",true]""")]
    [InlineData("hex(await crypto.subtle.digest('sha-256', new TextEncoder().encode('abc')))", "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"")]
    [InlineData("hex(await crypto.subtle.digest({ name: 'SHA-1' }, new Uint8Array(3).subarray(1, 1)))", "\"da39a3ee5e6b4b0d3255bfef95601890afd80709\"")]
    [InlineData("hex(await crypto.subtle.digest('SHA-512', new ArrayBuffer(0))).slice(0, 16)", "\"cf83e1357eefb8bd\"")]
    [InlineData("(await Response.json({ a: 1 }).json()).a", "1")]
    [InlineData("[...new Headers([['B', '1'], ['a', '2'], ['b', '3']])]", """[["a","2"],["b","1, 3"]]""")]
    public static void They_work_as_elsewhere(string expression, string json)
    {
        Assert.Equal(json, ScriptCase.Result($$"""
            const hex = (buffer) => Array.from(new Uint8Array(buffer), (b) => b.toString(16).padStart(2, '0')).join('');
            export const handler = async () => {{expression}};
            """));
    }

    // RFC 4231, test case 2.
    [Fact]
    public static void Hmac_signs_and_verifies() => Assert.Equal(
        "[\"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843\",true,false,false]",
        ScriptCase.Result("""
            const bytes = (text) => new TextEncoder().encode(text);
            export async function handler() {
              const key = await crypto.subtle.importKey('raw', bytes('Jefe'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
              const data = bytes('what do ya want for nothing?');
              const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, data));
              const wrong = signature.slice();
              wrong[31] ^= 1;
              return [
                Array.from(signature, (b) => b.toString(16).padStart(2, '0')).join(''),
                await crypto.subtle.verify('HMAC', key, signature, data),
                await crypto.subtle.verify('HMAC', key, wrong, data),
                await crypto.subtle.verify('HMAC', key, signature.subarray(1), data)];
            }
            """));

    // RFC 6979, A.2.5: P-256 with SHA-256, message "sample".
    [Fact]
    public static void Signatures_of_others_are_verified() => Assert.Equal(
        "[true,false,false]",
        ScriptCase.Result("""
            const unhex = (text) => new Uint8Array(text.match(/../g).map((b) => parseInt(b, 16)));
            const x = '60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6';
            const y = '7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299';
            const r = 'EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716';
            const s = 'F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8';
            export async function handler() {
              const key = await crypto.subtle.importKey('raw', unhex('04' + x + y), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
              const verify = (signature, text) =>
                crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, new TextEncoder().encode(text));
              return [await verify(unhex(r + s), 'sample'), await verify(unhex(r + s), 'simple'), await verify(unhex(s + r), 'sample')];
            }
            """));

    [Theory]
    [InlineData("crypto.subtle.importKey('raw', new Uint8Array(65), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])")]
    [InlineData("crypto.subtle.importKey('spki', new Uint8Array(10), { name: 'RSA-PSS', hash: 'SHA-256' }, true, ['verify'])")]
    [InlineData("crypto.subtle.importKey('raw', new Uint8Array(0), { name: 'HMAC', hash: 'SHA-256' }, true, ['sign'])")]
    [InlineData("crypto.subtle.importKey('raw', new Uint8Array(9), { name: 'AES-GCM' }, true, ['sign'])")]
    [InlineData("crypto.subtle.digest('MD5', new Uint8Array(0))")]
    [InlineData("crypto.subtle.digest('SHA-256', 'text')")]
    [InlineData("crypto.getRandomValues(new Uint8Array(65537))")]
    [InlineData("crypto.getRandomValues(new Float64Array(1))")]
    [InlineData("new CryptoKey({}, 1)")]
    [InlineData("atob('@')")]
    [InlineData("btoa('€')")]
    [InlineData("new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255]))")]
    public static void What_they_do_not_do_they_refuse(string expression) =>
        Assert.StartsWith("Threw:", ScriptCase.Result($"export const handler = async () => {expression};"), StringComparison.Ordinal);
}
