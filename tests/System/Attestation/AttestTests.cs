using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary><c>nsl attest</c> with the published programs: what passes, and each way in which it must not.</summary>
public sealed class AttestTests
{
    [Fact]
    public async Task An_enclave_is_attested_and_says_what_runs()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        JsonElement before = await AttestedAsync(system);
        Assert.Equal("local", before.GetProperty("root").GetString());
        Assert.Equal(await GenesisIdAsync(system), Bound(before, "genesisId"));
        byte[] configuration = await File.ReadAllBytesAsync(Path.Combine(system.Folder, "enclave.json"), TestContext.Current.CancellationToken);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(configuration)), Bound(before, "configuration"));

        await system.Enclave.SignalAsync("KILL");
        await system.Enclave.EndAsync();
        system.Enclave.Dispose();
        await system.StartEnclaveAsync("""{"maxConnections":32}""");
        await system.UntilReadyAsync();
        JsonElement after = await AttestedAsync(system);
        Assert.Equal(Bound(before, "genesisId"), Bound(after, "genesisId"));
        Assert.All(["bootId", "configuration"], name => Assert.NotEqual(Bound(before, name), Bound(after, name)));
        Assert.Equal(Register(before, "PCR1"), Register(after, "PCR1"));
        Assert.NotEqual(Register(before, "PCR2"), Register(after, "PCR2"));
    }

    [Fact]
    public async Task No_root_vouches_for_it_but_the_one_that_is_named()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        (await NslRun.Async(system.Api.BaseAddress!, Home(system), Trusting(system)[..3])).MustNotTrust("root");
        string other = Path.Combine(system.Folder, "other-root.pem");
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        CertificateRequest request = new("CN=nsl.local-enclaves, O=Neo Service Layer", key, HashAlgorithmName.SHA384);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(other, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        (await NslRun.Async(system.Api.BaseAddress!, Home(system), [.. Trusting(system)[..4], other])).MustNotTrust("root");
    }

    [Theory]
    [InlineData("PCR0", "image")]
    [InlineData("PCR1", "release")]
    [InlineData("PCR2", "configuration")]
    public async Task Release_and_configuration_are_named_apart(string register, string check)
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        string file = Path.Combine(system.Folder, "local-pcrs.json");
        JsonNode expected = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        string right = expected["Measurements"]![register]!.GetValue<string>();
        expected["Measurements"]![register] = (right[0] == '0' ? '1' : '0') + right[1..];
        await File.WriteAllTextAsync(file, expected.ToJsonString(), TestContext.Current.CancellationToken);
        (await NslRun.Async(system.Api.BaseAddress!, Home(system), Trusting(system))).MustNotTrust(check);
    }

    [Fact]
    public async Task A_gateway_that_gives_an_old_document_or_one_for_another_nonce_is_found_out()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        JsonNode? first = null;
        await using LyingGateway replaying = new(system.Api, asked => asked, answer =>
        {
            first ??= answer.DeepClone();
            answer["document"] = first["document"]!.DeepClone();
        });
        Assert.Equal(0, (await NslRun.Async(replaying.Address, Home(system), Trusting(system))).Code);
        (await NslRun.Async(replaying.Address, Home(system), Trusting(system))).MustNotTrust("nonce");
        await using LyingGateway other = new(system.Api, _ => """{"nonce":"AAEC"}""", _ => { });
        (await NslRun.Async(other.Address, Home(system), Trusting(system))).MustNotTrust("nonce");
        await using LyingGateway kept = new(system.Api, _ => "{}", _ => { });
        (await NslRun.Async(kept.Address, Home(system), Trusting(system))).MustNotTrust("nonce");
    }

    [Fact]
    public async Task A_gateway_that_alters_what_is_bound_is_found_out()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        Action<JsonArray>[] lies =
        [
            identity => identity[0]!["value"] = new string('0', 32),
            identity => identity[1]!["value"] = new string('0', 64),
            identity => identity[2]!["value"] = new string('0', 64),
            identity => identity[2]!["value"] = "none",
            identity => identity[2]!["name"] = "zzz",
            identity => identity.RemoveAt(1),
            identity => identity.Clear(),
            identity => identity.Insert(3, new JsonObject { ["name"] = "sealKey", ["value"] = "00" }),
            identity => identity.Insert(3, identity[2]!.DeepClone()),
            identity => identity[2] = null,
        ];
        foreach (Action<JsonArray> lie in lies)
        {
            await using LyingGateway lying = new(system.Api, asked => asked, answer => lie(answer["identity"]!.AsArray()));
            (await NslRun.Async(lying.Address, Home(system), Trusting(system))).MustNotTrust("userData");
        }
    }

    [Fact]
    public async Task A_gateway_that_alters_the_document_or_gives_another_enclave_s_is_found_out()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        using LocalSystem other = await LocalSystem.StartAsync();
        foreach (int place in (int[])[0, 5, 40, 700, -1])
        {
            await using LyingGateway altering = new(system.Api, asked => asked, answer =>
            {
                byte[] document = Convert.FromBase64String(answer["document"]!.GetValue<string>());
                document[place < 0 ? ^1 : place] ^= 1;
                answer["document"] = Convert.ToBase64String(document);
            });
            Assert.Equal(4, (await NslRun.Async(altering.Address, Home(system), Trusting(system))).Code);
        }

        (await NslRun.Async(other.Api.BaseAddress!, Home(system), Trusting(system))).MustNotTrust("root");
    }

    [Fact]
    public async Task An_enclave_of_another_deployment_than_the_account_s_is_not_trusted()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        using LocalSystem other = await LocalSystem.StartAsync();
        Assert.Equal(0, (await NslRun.Async(system.Api.BaseAddress!, Home(system), "account", "register", "--name", "Me")).Code);
        NslRun own = await NslRun.Async(system.Api.BaseAddress!, Home(system), [.. Trusting(system), "--json"]);
        Assert.True(JsonDocument.Parse(own.Output).RootElement.GetProperty("deploymentCompared").GetBoolean());
        (await NslRun.Async(other.Api.BaseAddress!, Home(system), Trusting(other))).MustNotTrust("deployment");
        Assert.Equal(0, (await NslRun.Async(other.Api.BaseAddress!, Home(other), Trusting(other))).Code);
    }

    [Fact]
    public async Task Who_comes_when_many_wait_asks_again()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        await using LyingGateway busy = new(system.Api, asked => asked, _ => { }) { Refusals = 3 };
        Assert.Equal(0, (await NslRun.Async(busy.Address, Home(system), Trusting(system))).Code);
        Assert.Equal(0, busy.Refusals);
        busy.Refusals = 1000;
        NslRun refused = await NslRun.Async(busy.Address, Home(system), Trusting(system));
        Assert.Equal(1, refused.Code);
        Assert.InRange(busy.Refusals, 900, 995);
    }

    [Fact]
    public async Task What_is_no_verdict_has_an_exit_code_of_its_own()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        Assert.Equal(2, (await NslRun.Async(system.Api.BaseAddress!, Home(system), "attest")).Code);
        Assert.Equal(2, (await NslRun.Async(system.Api.BaseAddress!, Home(system), "attest", "--pcrs", "/nonexistent")).Code);
        await using (LyingGateway babbling = new(system.Api, asked => asked, answer => answer.AsObject().Clear()))
        {
            Assert.Equal(3, (await NslRun.Async(babbling.Address, Home(system), Trusting(system))).Code);
        }

        await system.Enclave.SignalAsync("KILL");
        NslRun refused = await NslRun.Async(system.Api.BaseAddress!, Home(system), Trusting(system));
        Assert.Equal(1, refused.Code);
        Assert.Equal(3, (await NslRun.Async(new Uri("http://127.0.0.1:1"), Home(system), Trusting(system))).Code);
    }

    /// <summary>What attests the local enclave; the first three words are without its root.</summary>
    private static string[] Trusting(LocalSystem system) =>
        ["attest", "--pcrs", Path.Combine(system.Folder, "local-pcrs.json"), "--local-root", Path.Combine(system.Folder, "local-root.pem")];

    private static string Home(LocalSystem system) => Path.Combine(system.Folder, "home");

    private static async Task<JsonElement> AttestedAsync(LocalSystem system)
    {
        NslRun run = await NslRun.Async(system.Api.BaseAddress!, Home(system), [.. Trusting(system), "--json"]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static async Task<string?> GenesisIdAsync(LocalSystem system)
    {
        using HttpResponseMessage response = await system.CallAsync("system/getStatus", "{}");
        string status = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonDocument.Parse(status).RootElement.GetProperty("enclave").GetProperty("genesisId").GetString();
    }

    private static string? Bound(JsonElement answer, string name) => answer.GetProperty("identity").GetProperty(name).GetString();

    private static string? Register(JsonElement answer, string name) => answer.GetProperty("pcrs").GetProperty(name).GetString();
}
