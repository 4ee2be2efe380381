using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Sessions;

/// <summary>Sessions with the published programs: what a Neo key opens stamps what that key may, through a crash, until it is ended.</summary>
public sealed class SessionTests
{
    // A key that is in the vectors of many Neo libraries.
    private const string Wif = "L2QTooFoDFyRFTxmtiVHt5CfsXfVnexdbENGDkkrrgTTryiLsPMG";
    private const string PublicKey = "031d8e1630ce640966967bc6d95223d21f44304133003140c3b52004dc981349c9";

    [Fact]
    public async Task A_Neo_key_opens_a_session_that_outlives_a_crash_and_ends_when_told()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        string account = (string)(await DoneAsync(system, "owner", "account", "register", "--name", "Me"))["accountId"]!;
        await DoneAsync(system, "owner", "account", "add-key", "--kind", "neo", "--neo-public-key", PublicKey, "--scopes", "account.*", "--scopes", "wallet.createWallet");
        string key = await KeepKeyAsync(system);
        await DoneAsync(system, "laptop", "session", "start", "--neo-key", key, "--account", account);

        await DoneAsync(system, "laptop", "wallet", "create-wallet", "--name", "By session");
        await RefusedAsync(system, "laptop", "forbidden", "wallet", "list-wallets");

        await system.Enclave.SignalAsync("KILL");
        await system.Enclave.EndAsync();
        system.Enclave.Dispose();
        await system.StartEnclaveAsync();
        await system.UntilReadyAsync();

        await DoneAsync(system, "laptop", "wallet", "create-wallet", "--name", "After the crash");
        Assert.Single((await DoneAsync(system, "laptop", "session", "list"))["sessions"]!.AsArray());
        await DoneAsync(system, "laptop", "session", "end");
        Assert.Empty((await DoneAsync(system, "owner", "account", "list-sessions"))["sessions"]!.AsArray());
    }

    [Fact]
    public async Task A_key_that_is_revoked_takes_its_sessions_with_it()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        string account = (string)(await DoneAsync(system, "owner", "account", "register", "--name", "Me"))["accountId"]!;
        JsonNode added = await DoneAsync(system, "owner", "account", "add-key", "--kind", "neo", "--neo-public-key", PublicKey, "--scopes", "account.*");
        string key = await KeepKeyAsync(system);
        await DoneAsync(system, "laptop", "session", "start", "--neo-key", key, "--account", account);
        await DoneAsync(system, "laptop", "account", "get-account");

        await DoneAsync(system, "owner", "account", "revoke-key", "--key-id", (string)added["keyId"]!);
        await RefusedAsync(system, "laptop", "unauthenticated", "account", "get-account");
        await RefusedAsync(system, "other", "unauthenticated", "session", "start", "--neo-key", key, "--account", account);
    }

    /// <summary>Writes the key where nobody else may read it, which nsl asks for.</summary>
    private static async Task<string> KeepKeyAsync(LocalSystem system)
    {
        string file = Path.Combine(system.Folder, "neo.wif");
        await using FileStream made = new(
            file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        await made.WriteAsync(Encoding.ASCII.GetBytes(Wif), TestContext.Current.CancellationToken);
        return file;
    }

    private static Task<NslRun> RunAsync(LocalSystem system, string home, string[] arguments) =>
        NslRun.Async(system.Api.BaseAddress!, Path.Combine(system.Folder, home), ["--json", .. arguments]);

    private static async Task<JsonNode> DoneAsync(LocalSystem system, string home, params string[] arguments)
    {
        NslRun run = await RunAsync(system, home, arguments);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return JsonNode.Parse(run.Output)!;
    }

    private static async Task RefusedAsync(LocalSystem system, string home, string code, params string[] arguments)
    {
        NslRun run = await RunAsync(system, home, arguments);
        Assert.Equal(1, run.Code);
        Assert.Contains(code, run.Output + run.Error, StringComparison.Ordinal);
    }
}
