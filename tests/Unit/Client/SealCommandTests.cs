using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Neo.Keys;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary><c>nsl</c> seals what is secret to the enclave that it has attested, and to no other.</summary>
public sealed class SealCommandTests : IAsyncDisposable
{
    private static readonly string[] Import = ["wallet", "import-wallet", "--name", "imported"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nsl-seal-");
    private readonly TestModule module = new();
    private readonly MemoryRecordHost records = new(new State.MemoryStore());
    private readonly TestTime time = new();
    private readonly RecordingGateway gateway;
    private TestEnclave enclave;

    public SealCommandTests()
    {
        time.Jump(DateTimeOffset.UtcNow - time.GetUtcNow()); // nsl stamps with this machine's time
        enclave = Start();
        gateway = new RecordingGateway(enclave);
        File.WriteAllText(PathOf("wif"), Vectors.Keys[0].Wif);
        File.WriteAllText(PathOf("pcrs.json"), Registers().ToJsonString());
    }

    private string[] Trusting => ["--pcrs", PathOf("pcrs.json"), "--local-root", Path.Combine(module.Folder, "local-root.pem")];

    private string[] Secret => [.. Import, "--wif", "@" + PathOf("wif")];

    private string SealFile => Path.Combine(PathOf("home"), "seal.json");

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        enclave.Dispose();
        module.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Once_the_enclave_is_attested_secrets_go_sealed_and_the_gateway_reads_nothing()
    {
        await RegisterAsync();
        NslRun clear = await RunAsync(Secret);
        Assert.Equal(1, clear.Code);
        Assert.StartsWith("nsl: sealRequired: ", clear.Error, StringComparison.Ordinal);

        await DoneAsync(["attest", .. Trusting]);
        gateway.Seen.Clear();
        NslRun imported = await DoneAsync([.. Secret, "--json"]);
        string walletId = JsonNode.Parse(imported.Output)!["walletId"]!.GetValue<string>();
        Assert.False(gateway.Saw(Encoding.ASCII.GetBytes(Vectors.Keys[0].Wif)));
        Assert.False(gateway.Saw(Encoding.ASCII.GetBytes(walletId)));
        await DoneAsync("wallet", "get-wallet", "--wallet-id", walletId);
        Assert.True(gateway.Saw(Encoding.ASCII.GetBytes(walletId)));
    }

    [Fact]
    public async Task Seal_seals_whatever_is_called_by_descriptor_or_by_name()
    {
        await RegisterAsync();
        gateway.Seen.Clear();
        await DoneAsync(["--seal", .. Trusting, "wallet", "create-wallet", "--name", "a wallet of mine"]);
        await DoneAsync("--seal", "call", "wallet", "createWallet", """{"name":"another one of mine"}""");
        NslRun pinged = await DoneAsync("--seal", "--json", "system", "ping", "--echo", "only you and me");
        Assert.Equal("only you and me", JsonNode.Parse(pinged.Output)!["echo"]!.GetValue<string>());
        Assert.All(["a wallet of mine", "another one of mine", "only you and me"], text => Assert.False(gateway.Saw(Encoding.ASCII.GetBytes(text))));
        Assert.Single(gateway.Paths, path => path.EndsWith("getAttestation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_an_account_nothing_is_kept()
    {
        await DoneAsync(["--seal", .. Trusting, "system", "ping"]);
        Assert.False(Directory.Exists(PathOf("home")));
        NslRun untold = await RunAsync("--seal", "system", "ping");
        Assert.Equal((2, ""), (untold.Code, untold.Output));
        Assert.Contains("--pcrs FILE", untold.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(["--seal", .. Trusting, "system", "get-operations"])).Code);
    }

    [Fact]
    public async Task The_document_is_kept_until_ten_minutes_before_its_end()
    {
        await RegisterAsync();
        await DoneAsync(["attest", .. Trusting]);
        await DoneAsync(Secret);
        Assert.Equal(1, Attested);
        KeepUntil(TimeSpan.FromMinutes(11));
        await DoneAsync("--seal", "system", "ping");
        Assert.Equal(1, Attested);
        KeepUntil(TimeSpan.FromMinutes(9));
        await DoneAsync("--seal", "system", "ping");
        Assert.Equal(2, Attested);
        await DoneAsync("--seal", "system", "ping");
        Assert.Equal(2, Attested);
    }

    [Fact]
    public async Task A_key_that_changed_is_not_trusted_and_nothing_is_sent_again()
    {
        await RegisterAsync();
        await DoneAsync(["attest", .. Trusting]);
        enclave.Dispose();
        gateway.Enclave = enclave = Start();
        gateway.Paths.Clear();
        NslRun run = await RunAsync(Secret);
        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.StartsWith("nsl: not trusted: sealKey: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(["/v1/wallet/importWallet"], gateway.Paths);
        Assert.Equal(4, (await RunAsync(Secret)).Code);
        await DoneAsync(["attest", .. Trusting]);
        await DoneAsync(Secret);
    }

    [Fact]
    public async Task An_answer_of_the_gateway_s_own_is_not_trusted()
    {
        await RegisterAsync();
        await DoneAsync(["attest", .. Trusting]);
        gateway.Answering = _ => ("application/json", """{"walletId":"wal_a","name":"imported"}"""u8.ToArray());
        NslRun run = await RunAsync(Secret);
        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.StartsWith("nsl: not trusted: seal: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_sealed_to_another_release()
    {
        await RegisterAsync();
        JsonNode other = Registers();
        other["Measurements"]!["PCR1"] = new string('1', 96);
        await File.WriteAllTextAsync(PathOf("pcrs.json"), other.ToJsonString(), TestContext.Current.CancellationToken);
        gateway.Paths.Clear();
        NslRun run = await RunAsync([.. Trusting, .. Secret]);
        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.StartsWith("nsl: not trusted: release: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(["/v1/system/getAttestation"], gateway.Paths);
        Assert.False(File.Exists(SealFile));
    }

    private int Attested => gateway.Paths.Count(path => path.EndsWith("getAttestation", StringComparison.Ordinal));

    private TestEnclave Start() => new(
        records: records, time: time, configuration: """{"allowClearConfidential": false}""", module: module.Module);

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private JsonObject Registers() => new()
    {
        ["Measurements"] = new JsonObject
        {
            ["HashAlgorithm"] = "Sha384 { ... }",
            ["PCR0"] = Convert.ToHexStringLower(module.Module.ReadPcr(0)),
            ["PCR1"] = Convert.ToHexStringLower(module.Module.ReadPcr(1)),
            ["PCR2"] = Convert.ToHexStringLower(module.Module.ReadPcr(2)),
        },
    };

    private void KeepUntil(TimeSpan fromNow)
    {
        JsonNode kept = JsonNode.Parse(File.ReadAllText(SealFile))!;
        kept["validUntil"] = DateTimeOffset.UtcNow + fromNow;
        File.WriteAllText(SealFile, kept.ToJsonString());
    }

    /// <summary>Registers. The document that vouches for its receipt was asked for then; what comes after is counted.</summary>
    private async Task RegisterAsync()
    {
        await DoneAsync("account", "register", "--name", "Me");
        gateway.Paths.Clear();
    }

    private Task<NslRun> RunAsync(params string[] arguments) => NslRun.AtHomeAsync(PathOf("home"), gateway.Address, arguments);

    private async Task<NslRun> DoneAsync(params string[] arguments)
    {
        NslRun run = await RunAsync(arguments);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return run;
    }
}
