using System.Text.Json.Nodes;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Gateway;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Receipts;

/// <summary>Receipts with the published programs: what <c>nsl</c> keeps and verifies, and what a gateway's owner cannot do unseen.</summary>
public sealed class ReceiptTests
{
    private static readonly string[] Create = ["wallet", "create-wallet", "--name", "Savings"];

    [Fact]
    public async Task What_was_answered_verifies_offline_after_the_enclave_is_gone()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        await RegisterAsync(system);
        Assert.Equal(0, (await CallAsync(system, ["--request-id", "r-1", "--json", .. Create])).Code);
        string answer = (await CallAsync(system, ["--request-id", "r-1", "--json", .. Create])).Output;
        NslRun list = await CallAsync(system, "receipt", "list");
        Assert.Contains("wallet.createWallet", list.Output, StringComparison.Ordinal);
        await system.Enclave.SignalAsync("KILL");

        string request = Path.Combine(system.Folder, "request.json");
        string response = Path.Combine(system.Folder, "response.json");
        await File.WriteAllTextAsync(request, """{"name":"Savings"}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(response, answer, TestContext.Current.CancellationToken);
        string[] verify = ["receipt", "verify", Path.Combine(Home(system), "receipts", "r-1.jws"), .. Trusting(system), "--request", request, "--response"];
        NslRun verified = await CallAsync(system, [.. verify, response]);
        Assert.Equal((0, ""), (verified.Code, verified.Error));
        Assert.Matches("registersCompared: +true", verified.Output);
        (await CallAsync(system, [.. verify, request])).MustNotTrust("response");
        (await CallAsync(system, verify[..3])).MustNotTrust("root");
    }

    [Fact]
    public async Task A_gateway_that_alters_an_answer_or_its_receipt_is_found_out()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        await RegisterAsync(system);
        (string Check, Action<JsonNode> Answering, Func<string, string?> Receipts)[] lies =
        [
            ("missing", static _ => { }, static _ => null),
            ("response", static answer => answer["name"] = "Other", static receipt => receipt),
            ("form", static _ => { }, static receipt => receipt[1..]),
            ("signature", static _ => { }, static receipt => receipt[..^10] + (receipt[^10] == 'A' ? 'B' : 'A') + receipt[^9..]),
        ];
        foreach ((string check, Action<JsonNode> answering, Func<string, string?> receipts) in lies)
        {
            await using LyingGateway lying = new(system.Api, asked => asked, answering, receipts);
            (await NslRun.Async(lying.Address, Home(system), Create)).MustNotTrust(check);
        }

        string? first = null;
        await using (LyingGateway replaying = new(system.Api, asked => asked, _ => { }, receipt => first ??= receipt))
        {
            Assert.Equal(0, (await NslRun.Async(replaying.Address, Home(system), Create)).Code);
            (await NslRun.Async(replaying.Address, Home(system), Create)).MustNotTrust("requestId");
        }

        await using LyingGateway honest = new(system.Api, asked => asked, _ => { });
        Assert.Equal(0, (await NslRun.Async(honest.Address, Home(system), Create)).Code);
    }

    [Fact]
    public async Task An_older_store_at_the_enclave_s_start_is_seen_by_the_account_s_owner()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        StoreFile store = new(system.StoreFile);
        await RegisterAsync(system);
        Assert.Equal(0, (await CallAsync(system, Create)).Code);
        await store.KeepAsync("older");
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(0, (await CallAsync(system, Create)).Code);
        }

        await system.Enclave.SignalAsync("KILL");
        await system.Enclave.EndAsync();
        system.Enclave.Dispose();
        await store.PutBackAsync("older");
        await system.StartEnclaveAsync();
        await system.UntilReadyAsync();
        NslRun run = await CallAsync(system, "wallet", "list-wallets");
        run.MustNotTrust("rolledBack");
        Assert.Matches("it holds sequence [0-9]+, head [0-9a-f]{64}, .* does not have sequence [0-9]+, head [0-9a-f]{64}", run.Error);

        // From then on it serves nobody, not even those who have seen nothing yet.
        NslRun stranger = await NslRun.Async(system.Api.BaseAddress!, Path.Combine(system.Folder, "stranger"), "account", "register", "--name", "Other");
        stranger.MustNotTrust("rolledBack");
        Assert.Matches("code: +rolledBack", (await CallAsync(system, "system", "get-status")).Output);
    }

    [Fact]
    public async Task A_restart_is_another_boot_whose_document_is_kept_too()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        await RegisterAsync(system);
        Assert.Equal(0, (await NslRun.Async(system.Api.BaseAddress!, Home(system), ["attest", .. Trusting(system)])).Code);
        await system.Enclave.SignalAsync("KILL");
        await system.Enclave.EndAsync();
        system.Enclave.Dispose();
        await system.StartEnclaveAsync();
        await system.UntilReadyAsync();
        NslRun run = await CallAsync(system, Create);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Home(system), "boots")).Length);

        // Another configuration than the one that was attested is no longer what this account talks to.
        await system.Enclave.SignalAsync("KILL");
        await system.Enclave.EndAsync();
        system.Enclave.Dispose();
        await system.StartEnclaveAsync("""{"maxConnections":32}""");
        await system.UntilReadyAsync();
        (await CallAsync(system, Create)).MustNotTrust("configuration");
    }

    private static string Home(LocalSystem system) => Path.Combine(system.Folder, "home");

    private static string[] Trusting(LocalSystem system) =>
        ["--pcrs", Path.Combine(system.Folder, "local-pcrs.json"), "--local-root", Path.Combine(system.Folder, "local-root.pem")];

    private static Task<NslRun> CallAsync(LocalSystem system, params string[] arguments) => NslRun.Async(system.Api.BaseAddress!, Home(system), arguments);

    private static async Task RegisterAsync(LocalSystem system)
    {
        NslRun run = await CallAsync(system, "account", "register", "--name", "Me");
        Assert.Equal((0, ""), (run.Code, run.Error));
    }
}
