using System.Diagnostics;
using System.Text.RegularExpressions;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Accounts.Sessions;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary>docs/sessions.md says how a web page opens sessions; here its JavaScript does, in node, with a passkey and a wallet of the test's own.</summary>
public sealed partial class SessionPageTests
{
    /// <summary>What a browser, an authenticator and a wallet would do, and the page's use.</summary>
    private const string Driver = """
        const genesisId = process.argv[3], p256 = { name: "ECDSA", namedCurve: "P-256" };
        const integer = (bytes) => {
          let from = 0;
          while (from < 31 && bytes[from] === 0) from++;
          const rest = [...bytes.subarray(from)];
          if (rest[0] > 127) rest.unshift(0);
          return [2, rest.length, ...rest];
        };
        const sign = async (key, data) => new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, data));
        const passkey = { pair: await crypto.subtle.generateKey(p256, true, ["sign", "verify"]), rawId: crypto.getRandomValues(new Uint8Array(32)).buffer };
        const spki = await crypto.subtle.exportKey("spki", passkey.pair.publicKey);
        const credentials = {
          create: async () => ({ rawId: passkey.rawId, response: { getPublicKey: () => spki } }),
          get: async ({ publicKey }) => {
            const client = { type: "webauthn.get", challenge: base64url(publicKey.challenge), origin: "https://app.example.org", crossOrigin: false };
            const clientDataJSON = utf8(JSON.stringify(client));
            const verified = publicKey.userVerification === "required" ? 5 : 1;
            const authenticatorData = new Uint8Array([...(await sha256(publicKey.rpId)), verified, 0, 0, 0, 0]);
            const signature = await sign(passkey.pair.privateKey, new Uint8Array([...authenticatorData, ...(await sha256(clientDataJSON))]));
            const der = [...integer(signature.subarray(0, 32)), ...integer(signature.subarray(32))];
            return { rawId: passkey.rawId, response: { clientDataJSON, authenticatorData, signature: new Uint8Array([48, der.length, ...der]) } };
          },
        };
        Object.defineProperty(globalThis, "navigator", { value: { credentials }, configurable: true });
        const keyPair = async () => {
          const pair = await crypto.subtle.generateKey(p256, false, ["sign"]), { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
          return { pair, jwk: { kty, crv, x, y }, kid: base64url(await sha256(JSON.stringify({ crv, kty, x, y }))), aud: genesisId };
        };
        const me = await keyPair();
        const { accountId } = await call(me, "account", "register", { name: "Me", key: { kind: "p256", publicKey: me.jwk } });
        await addPasskey(me, "example.org", "my phone");
        const session = await startSession(genesisId);
        console.log("passkey", (await call(session, "account", "getAccount")).keyId === session.kid);

        const neo = await keyPair(), raw = new Uint8Array(await crypto.subtle.exportKey("raw", neo.pair.publicKey));
        const digits = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
        const neoPublicKey = digits([2 + (raw[64] & 1), ...raw.subarray(1, 33)]);
        await call(me, "account", "addKey", { kind: "neo", neoPublicKey, scopes: ["account.*"] });
        const wallet = {
          signMessage: async ({ message }) => {
            const salt = digits(crypto.getRandomValues(new Uint8Array(16))), text = utf8(salt + message);
            const signed = new Uint8Array([1, 0, 1, 0xf0, 0xfd, text.length & 255, text.length >> 8, ...text, 0, 0]);
            return { publicKey: neoPublicKey, salt, data: digits(await sign(neo.pair.privateKey, signed)) };
          },
        };
        const second = await keyPair(), { challenge } = await call(null, "account", "createChallenge");
        const expiresAt = new Date(Date.now() + 3600e3).toISOString().replace(/\.\d+/, "");
        const shown = await signWithWallet(wallet, { genesisId, accountId, sessionId: second.kid, expiresAt, challenge });
        await call(second, "account", "startSession", { ...shown, challenge, sessionKey: second.jwk, expiresAt });
        console.log("wallet", (await call(second, "account", "getAccount")).keyId === second.kid);
        """;

    [Fact]
    public async Task The_pages_javascript_opens_sessions()
    {
        TestTime time = new();
        time.Jump(DateTimeOffset.UtcNow - time.GetUtcNow()); // node stamps with this machine's time
        using TestEnclave enclave = new(time: time, configuration: SessionWorld.Configuration);
        await using RecordingGateway gateway = new(enclave);
        string called = Assert.Single(Blocks("http.md"));
        string script = called[..called.IndexOf("const pair =", StringComparison.Ordinal)] + string.Concat(Blocks("sessions.md")) + Driver;
        ProcessStartInfo start = new("node", ["--input-type=module", "-", gateway.Address.ToString().TrimEnd('/'), enclave.GenesisId])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process node = Process.Start(start)!;
        Task<string> problem = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.StandardInput.WriteAsync(script);
        node.StandardInput.Close();
        string output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await problem);
        Assert.Equal("passkey true\nwallet true\n", output);
    }

    private static string[] Blocks(string page)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "NeoServiceLayer.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("These tests run inside the project.");
        }

        return [.. JavaScript().Matches(File.ReadAllText(Path.Combine(folder, "docs", page))).Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex("```js\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JavaScript();
}
