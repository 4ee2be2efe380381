using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Tests.Receipts;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary>What <c>nsl</c> does with the receipts of an account: keeps them, verifies them, and ends with 4 when one is not right.</summary>
public sealed class HomeReceiptTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nsl-receipts-").FullName;
    private readonly SigningEnclave enclave;

    public HomeReceiptTests() => enclave = new SigningEnclave { Body = BodyOf };

    private string Home => Path.Combine(folder, "home");

    public void Dispose()
    {
        enclave.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Each_receipt_is_kept_beside_its_boot_s_document_and_verified_offline()
    {
        await using LoopbackGateway gateway = await RegisteredAsync();
        Assert.Equal(0, (await CallAsync(gateway, "--request-id", "r-1")).Code);
        Assert.Equal(0, (await CallAsync(gateway, "--request-id", "../r/2")).Code);
        string bootId = Convert.ToHexStringLower(enclave.Boot.BootId);
        Assert.True(File.Exists(Path.Combine(Home, "boots", bootId + ".json")));
        Assert.Single(gateway.Received, request => request.Line.Contains("getAttestation", StringComparison.Ordinal));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(Home, "receipts")).Length);
        string file = Path.Combine(Home, "receipts", "r-1.jws");
        Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(file) & (UnixFileMode)0x3F);

        NslRun run = await NslRun.OfflineAtHomeAsync(
            Home, "receipt", "verify", file, "--pcrs", enclave.WriteRegisters(folder), "--local-root", enclave.RootFile,
            "--request", Write("{}\n"), "--response", Write("  {}"), "--json");
        Assert.Equal((0, ""), (run.Code, run.Error));
        JsonElement said = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((true, true, "local"), (said.GetProperty("verified").GetBoolean(), said.GetProperty("registersCompared").GetBoolean(), said.GetProperty("root").GetString()));
        Assert.Equal("account.getAccount", said.GetProperty("receipt").GetProperty("operation").GetString());

        NslRun shown = await NslRun.OfflineAtHomeAsync(Home, "receipt", "show", file);
        Assert.Matches("requestId: +r-1\n", shown.Output);
        NslRun listed = await NslRun.OfflineAtHomeAsync(Home, "receipt", "list");
        Assert.Equal(3, listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("account.getAccount", listed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", false)]
    [InlineData("form", false)]
    [InlineData("signature", false)]
    [InlineData("key", false)]
    [InlineData("requestId", false)]
    [InlineData("operation", false)]
    [InlineData("caller", false)]
    [InlineData("deployment", false)]
    [InlineData("request", false)]
    [InlineData("response", false)]
    [InlineData("boot", false)]
    [InlineData("rolledBack", true)]
    [InlineData("forked", true)]
    public async Task A_receipt_that_is_not_right_ends_with_4_and_its_check(string check, bool isKept)
    {
        await using LoopbackGateway gateway = await RegisteredAsync();
        using TestBoot other = new(number: 2);
        string otherKey = ReceiptKeyId.Of(other.Key);
        enclave.Passing = check switch
        {
            "missing" => static _ => null,
            "form" => static text => text + ".",
            "signature" => text => $"{text[..text.LastIndexOf('.')]}.{new string('A', 86)}",
            _ => static text => text,
        };
        enclave.Claiming = check switch
        {
            "requestId" => static claims => claims with { RequestId = "another" },
            "operation" => static claims => claims with { Operation = "closeAccount" },
            "caller" => claims => claims with { KeyId = otherKey },
            "deployment" => static claims => claims with { GenesisId = new byte[32] },
            "request" => static claims => claims with { RequestHash = new byte[32] },
            "response" => static claims => claims with { ResponseHash = new byte[32] },
            "boot" => static claims => claims with { BootId = new byte[32] },
            "rolledBack" => static claims => claims with { Sequence = 6 },
            "forked" => static claims => claims with { Head = TestBoot.Filled(32, 0xFF) },
            _ => static claims => claims,
        };
        if (check == "key")
        {
            enclave.Passing = _ => other.Sign(LastClaims!);
            enclave.Claiming = claims => LastClaims = claims;
        }

        NslRun run = await CallAsync(gateway, "--request-id", "r-1");
        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.StartsWith($"nsl: not trusted: {check}: ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("repeat it with --request-id r-1 to have it done once.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(isKept, File.Exists(Path.Combine(Home, "receipts", "r-1.jws")));
        if (isKept)
        {
            Assert.Contains("sequence 7, head 0707", run.Error, StringComparison.Ordinal);
        }

        // The floor stands, and what is right is taken again.
        enclave.Claiming = static claims => claims;
        enclave.Passing = static text => text;
        Assert.Equal(0, (await CallAsync(gateway)).Code);
    }

    [Fact]
    public async Task The_floor_rises_and_what_comes_below_it_is_named()
    {
        await using LoopbackGateway gateway = await RegisteredAsync();
        enclave.Sequence = 9;
        Assert.Equal(0, (await CallAsync(gateway)).Code);
        enclave.Sequence = 8;
        NslRun run = await CallAsync(gateway);
        Assert.Equal(4, run.Code);
        Assert.Contains("Seen before: sequence 9, head 0909", run.Error, StringComparison.Ordinal);
        Assert.Contains("The receipt: sequence 8, head 0808", run.Error, StringComparison.Ordinal);
        JsonNode floors = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Home, "floor.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(9, (long)floors["floors"]![0]!["sequence"]!);
    }

    [Fact]
    public async Task Calls_at_once_do_not_take_each_other_for_a_step_back()
    {
        await using LoopbackGateway gateway = await RegisteredAsync();
        long next = 7;
        enclave.Claiming = claims => Interlocked.Increment(ref next) is var sequence
            ? claims with { Sequence = sequence, Head = TestBoot.Filled(32, (byte)sequence) }
            : claims;
        NslRun[] runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CallAsync(gateway)));
        Assert.All(runs, run => Assert.Equal((0, ""), (run.Code, run.Error)));
        JsonNode floors = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Home, "floor.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(15, (long)floors["floors"]![0]!["sequence"]!);
    }

    [Fact]
    public async Task Once_attested_every_later_boot_is_held_to_it()
    {
        await using LoopbackGateway gateway = await RegisteredAsync();
        string registers = enclave.WriteRegisters(folder);
        NslRun attested = await NslRun.AtHomeAsync(Home, gateway.Address, "attest", "--pcrs", registers, "--local-root", enclave.RootFile);
        Assert.Equal((0, ""), (attested.Code, attested.Error));
        Assert.Equal(0, (await CallAsync(gateway)).Code);

        // A gateway that makes up a boot of its own: its list is bound by no document of the module's.
        using TestBoot invented = new(number: 3);
        TestBoot honest = enclave.Boot;
        enclave.Boot = invented;
        enclave.Binding = static identity => identity[1]!["value"] = new string('d', 64);
        NslRun run = await CallAsync(gateway);
        Assert.Equal(4, run.Code);
        Assert.StartsWith("nsl: not trusted: userData: ", run.Error, StringComparison.Ordinal);
        enclave.Boot = honest;
        Assert.Equal(0, (await CallAsync(gateway)).Code);
    }

    [Fact]
    public async Task Offline_the_first_check_that_fails_is_named()
    {
        await using LoopbackGateway gateway = await RegisteredAsync();
        Assert.Equal(0, (await CallAsync(gateway, "--request-id", "r-1")).Code);
        string file = Path.Combine(Home, "receipts", "r-1.jws");
        string boot = Path.Combine(Home, "boots", Convert.ToHexStringLower(enclave.Boot.BootId) + ".json");
        string[] trusting = ["--pcrs", enclave.WriteRegisters(folder), "--local-root", enclave.RootFile];
        MustNotTrust("root", await NslRun.OfflineAtHomeAsync(Home, "receipt", "verify", file));
        MustNotTrust("request", await VerifyAsync(file, [.. trusting, "--request", Write("{ }")]));
        MustNotTrust("response", await VerifyAsync(file, [.. trusting, "--response", Write("{\"a\":1}")]));
        MustNotTrust("release", await VerifyAsync(file, ["--local-root", enclave.RootFile, "--pcrs", enclave.WriteRegisters(folder, altered: 'f')]));

        string text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        MustNotTrust("signature", await VerifyAsync(Write(text[..(text.LastIndexOf('.') + 1)] + new string('A', 86)), trusting));
        MustNotTrust("form", await VerifyAsync(Write(text[1..]), trusting));
        using TestBoot other = new(number: 2);
        MustNotTrust("boot", await VerifyAsync(Write(other.Sign(other.Claims())), [.. trusting, "--boot", boot]));
        using TestBoot elsewhere = new(deployment: 2);
        MustNotTrust("deployment", await VerifyAsync(Write(elsewhere.Sign(elsewhere.Claims())), [.. trusting, "--boot", boot]));
        MustNotTrust("key", await VerifyAsync(Write(other.Sign(enclave.Boot.Claims())), [.. trusting, "--boot", boot]));

        string kept = await File.ReadAllTextAsync(boot, TestContext.Current.CancellationToken);
        JsonNode altered = JsonNode.Parse(kept)!;
        altered["identity"]![3]!["value"] = Convert.ToHexStringLower(other.Key);
        MustNotTrust("userData", await VerifyAsync(Write(other.Sign(enclave.Boot.Claims())), [.. trusting, "--boot", Write(altered.ToJsonString())]));
        altered = JsonNode.Parse(kept)!;
        altered["identity"]![3] = null;
        MustNotTrust("userData", await VerifyAsync(file, [.. trusting, "--boot", Write(altered.ToJsonString())]));
        Assert.Equal(0, (await VerifyAsync(file, trusting)).Code);
    }

    [Theory]
    [InlineData("receipt takes verify FILE, show FILE, list or accept-lineage ID.", "receipt")]
    [InlineData("receipt takes verify FILE, show FILE, list or accept-lineage ID, not 'check'.", "receipt", "check")]
    [InlineData("The receipt's file is missing; nsl receipt list names those that are kept.", "receipt", "verify")]
    [InlineData("receipt show takes a file alone, not --pcrs.", "receipt", "show", "x", "--pcrs", "y")]
    [InlineData("The file '/nonexistent/x' does not exist.", "receipt", "verify", "/nonexistent/x")]
    public async Task Usage_is_told(string sentence, params string[] arguments) =>
        Assert.Equal(new NslRun(2, "", $"nsl: {sentence}\n"), await NslRun.OfflineAtHomeAsync(Home, arguments));

    private ReceiptClaims? LastClaims { get; set; }

    private static void MustNotTrust(string check, NslRun run)
    {
        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.StartsWith($"nsl: not trusted: {check}: ", run.Error, StringComparison.Ordinal);
    }

    private string BodyOf(string path) => path switch
    {
        "/v1/system/getStatus" =>
            $$$"""{"enclave":{"version":"1","mode":"local","state":"serving","uptimeSeconds":1,"genesisId":"{{{enclave.GenesisId}}}","rootKey":"file","services":[]}}""",
        "/v1/account/register" => """{"accountId":"acc_1","keyId":"k","scopes":[]}""",
        _ => "{}",
    };

    private async Task<LoopbackGateway> RegisteredAsync()
    {
        LoopbackGateway gateway = new(enclave.Answer);
        NslRun run = await NslRun.AtHomeAsync(Home, gateway.Address, "account", "register", "--name", "Me");
        Assert.Equal((0, ""), (run.Code, run.Error));
        return gateway;
    }

    private Task<NslRun> CallAsync(LoopbackGateway gateway, params string[] options) =>
        NslRun.AtHomeAsync(Home, gateway.Address, [.. options, "account", "get-account"]);

    private Task<NslRun> VerifyAsync(string file, string[] arguments) => NslRun.OfflineAtHomeAsync(Home, ["receipt", "verify", file, .. arguments]);

    private string Write(string text)
    {
        string file = Path.Combine(folder, Path.GetRandomFileName());
        File.WriteAllText(file, text);
        return file;
    }
}
