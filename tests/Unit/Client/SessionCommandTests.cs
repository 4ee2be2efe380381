using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Stamps;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Accounts.Sessions;
using NeoServiceLayer.Tests.Attestation;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary><c>nsl session</c>, against a real enclave behind a gateway that keeps all it sees.</summary>
public sealed class SessionCommandTests : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nsl-session-");
    private readonly TestModule module = new();
    private readonly TestTime time = new();
    private readonly NeoWallet wallet = new();
    private readonly SoftwarePasskey passkey = new();
    private readonly TestEnclave enclave;
    private readonly RecordingGateway gateway;
    private string accountId = "";

    public SessionCommandTests()
    {
        time.Jump(DateTimeOffset.UtcNow - time.GetUtcNow()); // nsl stamps with this machine's time
        enclave = new TestEnclave(time: time, configuration: SessionWorld.Configuration, module: module.Module);
        gateway = new RecordingGateway(enclave);
        Span<char> wif = stackalloc char[Wif.Length];
        Wif.Write(wallet.Key, wif);
        File.WriteAllText(PathOf("wif"), wif.ToString());
        File.SetUnixFileMode(PathOf("wif"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        enclave.Dispose();
        wallet.Dispose();
        passkey.Dispose();
        module.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_Neo_key_opens_a_session_in_a_home_of_its_own_which_then_stamps()
    {
        await RegisterAsync();
        await DoneAsync("owner", "account", "add-key", "--kind", "neo", "--neo-public-key", wallet.Key.PublicKey.ToString(), "--scopes", "account.*", "--scopes", "wallet.*");
        NslRun nobody = await RunAsync("laptop", "session", "start", "--neo-key", PathOf("wif"));
        Assert.Equal(new NslRun(2, "", "nsl: Whose session is meant? Name the account with --account ID.\n"), nobody);

        gateway.Seen.Clear();
        NslRun opened = await DoneAsync("laptop", "session", "start", "--neo-key", PathOf("wif"), "--account", accountId, "--name", "laptop", "--json");
        string sessionId = Member(opened, "sessionId");
        Assert.False(gateway.Saw(Encoding.ASCII.GetBytes(await File.ReadAllTextAsync(PathOf("wif"), TestContext.Current.CancellationToken))));
        Assert.Equal(sessionId, Member(await DoneAsync("laptop", "account", "get-account", "--json"), "keyId"));
        await DoneAsync("laptop", "wallet", "create-wallet", "--name", "by a session");
        Assert.Contains("laptop", (await DoneAsync("owner", "session", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(PathOf("laptop"), "session.json")));
        Assert.Contains(sessionId, (await DoneAsync("laptop", "session", "list")).Output, StringComparison.Ordinal);

        await DoneAsync("laptop", "session", "end");
        Assert.False(File.Exists(Path.Combine(PathOf("laptop"), "session.json")));
        Assert.Equal(2, (await RunAsync("laptop", "account", "get-account")).Code);
        Assert.DoesNotContain(sessionId, (await DoneAsync("owner", "session", "list")).Output, StringComparison.Ordinal);

        // The home knows its account now; the key may come by the standard input too.
        await DoneAsync("laptop", "session", "start", "--wif", "@" + PathOf("wif"), "--scopes", "account.getAccount");
        Assert.Equal(1, (await RunAsync("laptop", "wallet", "list-wallets")).Code);
    }

    [Fact]
    public async Task Beside_an_accounts_key_a_session_stamps_where_it_is_asked_to()
    {
        await RegisterAsync();
        await DoneAsync("owner", "account", "add-key", "--kind", "neo", "--neo-public-key", wallet.Key.PublicKey.ToString(), "--scopes", "account.*");
        Assert.Equal(2, (await RunAsync("owner", "--session", "account", "get-account")).Code);
        string sessionId = Member(await DoneAsync("owner", "session", "start", "--neo-key", PathOf("wif"), "--json"), "sessionId");
        Assert.NotEqual(sessionId, Member(await DoneAsync("owner", "account", "get-account", "--json"), "keyId"));
        Assert.Equal(sessionId, Member(await DoneAsync("owner", "--session", "account", "get-account", "--json"), "keyId"));
        await DoneAsync("owner", "session", "end", "--session-id", sessionId);
        NslRun over = await RunAsync("owner", "--session", "account", "get-account");
        Assert.Equal(1, over.Code);
        Assert.StartsWith("nsl: unauthenticated: ", over.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passkey_signs_what_challenge_prints_and_start_takes_it()
    {
        await RegisterAsync();
        NeoServiceLayer.Contracts.Account.JsonWebKey half = passkey.Adding([]).PublicKey!;
        await DoneAsync(
            "owner", "account", "add-key", "--kind", "webauthn", "--credential-id=" + Base64UrlText.Encode(passkey.CredentialId), "--public-key.kty", "EC",
            "--public-key.crv", "P-256", "--public-key.x=" + half.X, "--public-key.y=" + half.Y, "--scopes", "account.*");
        Assert.Equal(2, (await RunAsync("laptop", "session", "start", "--webauthn-assertion", PathOf("wif"))).Code);

        JsonNode asked = JsonNode.Parse((await DoneAsync("laptop", "session", "challenge")).Output)!;
        Assert.Equal("example.org", asked["rpId"]!.GetValue<string>());
        Assert.Equal(2, (await RunAsync("laptop", "session", "start", "--webauthn-assertion", PathOf("wif"))).Code);
        Base64UrlText.TryDecode(asked["challenge"]!.GetValue<string>(), 32, out byte[] challenge);
        NeoServiceLayer.Contracts.Account.WebAuthnAssertion signed = passkey.Sign(new Ceremony { Challenge = challenge });
        string rawId = Base64UrlText.Encode(passkey.CredentialId);
        await File.WriteAllTextAsync(
            PathOf("assertion"),
            JsonSerializer.Serialize(new
            {
                id = rawId,
                rawId,
                type = "public-key",
                response = new { clientDataJSON = signed.ClientDataJson, authenticatorData = signed.AuthenticatorData, signature = signed.Signature },
            }),
            TestContext.Current.CancellationToken);
        NslRun opened = await DoneAsync("laptop", "session", "start", "--webauthn-assertion", PathOf("assertion"), "--json");
        Assert.Equal(asked["sessionId"]!.GetValue<string>(), Member(opened, "sessionId"));
        Assert.Equal(Member(opened, "sessionId"), Member(await DoneAsync("laptop", "account", "get-account", "--json"), "keyId"));

        // The challenge was used.
        Assert.Equal(2, (await RunAsync("laptop", "session", "start", "--webauthn-assertion", PathOf("assertion"))).Code);
    }

    [Fact]
    public async Task A_gateway_of_another_deployment_is_given_no_signature()
    {
        await RegisterAsync();
        await DoneAsync("owner", "account", "add-key", "--kind", "neo", "--neo-public-key", wallet.Key.PublicKey.ToString(), "--scopes", "account.*");
        string file = Path.Combine(PathOf("owner"), "account.json");
        JsonNode account = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        account["genesisId"] = new string('0', 64);
        await File.WriteAllTextAsync(file, account.ToJsonString(), TestContext.Current.CancellationToken);
        gateway.Seen.Clear();
        gateway.Paths.Clear();
        NslRun run = await RunAsync("owner", "session", "start", "--neo-key", PathOf("wif"));
        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.Contains("deployment", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Paths, path => path.EndsWith("startSession", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("session start needs one of --neo-key, --wif and --webauthn-assertion.", "start")]
    [InlineData("session start needs one of --neo-key, --wif and --webauthn-assertion.", "start", "--wif", "-", "--neo-key", "x")]
    [InlineData("--expires-at takes a time in UTC and whole seconds, like 2026-01-31T12:00:00Z.", "start", "--expires-at", "tomorrow")]
    [InlineData("session start takes no --pin; nsl session --help says what it takes.", "start", "--pin", "1")]
    [InlineData("'x' is one word too many; options are written --name value.", "start", "x")]
    [InlineData("The file '/nonexistent/wif' does not exist.", "start", "--account", "acc_x", "--neo-key", "/nonexistent/wif")]
    [InlineData("session has no command 'begin'.", "begin")]
    [InlineData("session has no command 'star'; did you mean start?", "star")]
    public async Task Wrong_usage_is_one_sentence_and_asks_nobody(string sentence, params string[] arguments)
    {
        NslRun run = await NslRun.OfflineAtHomeAsync(PathOf("nowhere"), ["session", .. arguments]);
        Assert.Equal(new NslRun(2, "", $"nsl: {sentence}\n"), run);
    }

    [Fact]
    public async Task Keys_that_others_may_use_and_keys_that_are_none_are_not_taken()
    {
        File.SetUnixFileMode(PathOf("wif"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", (await RunAsync("laptop", "session", "start", "--account", "acc_x", "--neo-key", PathOf("wif"))).Error, StringComparison.Ordinal);
        NslRun none = await RunAsync("laptop", "session", "start", "--account", "acc_x", "--wif", "not one");
        Assert.Equal(2, none.Code);
        Assert.Contains("--wif is secret", none.Error, StringComparison.Ordinal);
        Assert.Contains("must be a WIF", none.Error, StringComparison.Ordinal);
        NslRun help = await RunAsync("laptop", "session", "--help");
        Assert.Equal(0, help.Code);
        Assert.Contains("--webauthn-assertion FILE", help.Output, StringComparison.Ordinal);
    }

    private static string Member(NslRun run, string name) => JsonNode.Parse(run.Output)![name]!.GetValue<string>();

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private async Task RegisterAsync() => accountId = Member(await DoneAsync("owner", "account", "register", "--name", "Somebody", "--json"), "accountId");

    private Task<NslRun> RunAsync(string home, params string[] arguments) => NslRun.AtHomeAsync(PathOf(home), gateway.Address, arguments);

    private async Task<NslRun> DoneAsync(string home, params string[] arguments)
    {
        NslRun run = await RunAsync(home, arguments);
        Assert.True(run.Code == 0, run.Error);
        return run;
    }
}
