using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Local.SoftwareModule;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Client;
using Xunit;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary><c>system.getAttestation</c> of a real host, and what <c>nsl attest</c> makes of it.</summary>
public sealed class GetAttestationTests
{
    [Fact]
    public async Task A_document_binds_the_boot_the_deployment_and_the_configuration()
    {
        using TestModule test = new();
        using TestEnclave enclave = new(configuration: "{ }", module: test.Module);
        byte[] nonce = [1, 2, 3];
        GetAttestationResponse answer = await AskAsync(enclave, nonce);
        Assert.Equal(["bootId", "bootKey", "configuration", "genesisId", "sealKey"], answer.Identity.Select(entry => entry.Name));
        Assert.Equal(enclave.GenesisId, Value(answer, "genesisId"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("{ }"u8)), Value(answer, "configuration"));
        AttestationPolicy policy = test.Policy with { Nonce = nonce, UserData = Hash(answer) };
        Assert.Null(AttestationVerifier.Verify(answer.Document, policy).Failed);

        using TestEnclave another = new(module: test.Module);
        Assert.NotEqual(Value(answer, "bootId"), Value(await AskAsync(another, nonce), "bootId"));
    }

    [Fact]
    public async Task One_is_kept_only_where_no_nonce_is_asked_for()
    {
        using TestModule test = new();
        using TestEnclave enclave = new(module: test.Module);
        byte[] kept = (await AskAsync(enclave, null)).Document;
        Assert.Equal(kept, (await AskAsync(enclave, null)).Document);
        Assert.NotEqual((await AskAsync(enclave, [1])).Document, (await AskAsync(enclave, [1])).Document);
        enclave.Time.Advance(TimeSpan.FromMinutes(91));
        Assert.NotEqual(kept, (await AskAsync(enclave, null)).Document);
    }

    [Fact]
    public async Task Nonces_have_1_to_512_bytes()
    {
        using TestModule test = new();
        using TestEnclave enclave = new(module: test.Module);
        _ = await AskAsync(enclave, new byte[512]);
        (await CallAsync(enclave, new byte[513])).MustBeRefused(ErrorCode.InvalidRequest);
        (await CallAsync(enclave, [])).MustBeRefused(ErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task A_connection_does_not_wait_for_the_module_and_neither_does_anybody_else()
    {
        using HeldModule module = new();
        using TestEnclave enclave = new(module: module);
        using TestKey key = new();
        Task<Reply> first = CallAsync(enclave, [1]);
        await module.UntilBegunAsync();
        Task<Reply>[] flood = [first, .. Enumerable.Range(0, 1 + DocumentSigner.MaxWaiting).Select(_ => CallAsync(enclave, [1]))];
        Reply refused = await await Task.WhenAny(flood);
        refused.MustBeRefused(ErrorCode.Overloaded);
        (await enclave.Client.SendAsync(new Request(enclave.Client.NextId(), "system", "ping", "{}"u8.ToArray(), ""))).MustSucceed();
        await enclave.RegisterAsync(key);
        Assert.Equal(1, flood.Count(call => call.IsCompleted));

        module.Allow(flood.Length);
        Assert.Equal(1, (await Task.WhenAll(flood)).Count(reply => reply.Code is not null));
        Assert.Equal((1, false), (module.MostTogether, module.HeldThePool));
    }

    [Fact]
    public async Task A_module_that_fails_is_said_to_and_the_connection_lives()
    {
        using HeldModule module = new() { Fails = true };
        using TestEnclave enclave = new(module: module);
        module.Allow(2);
        (await CallAsync(enclave, [1])).MustBeRefused(ErrorCode.NotReady);
        (await CallAsync(enclave, null)).MustBeRefused(ErrorCode.NotReady);
    }

    [Fact]
    public async Task Without_a_module_it_is_refused()
    {
        using TestEnclave enclave = new();
        (await CallAsync(enclave, null)).MustBeRefused(ErrorCode.NotReady);
    }

    [Fact]
    public async Task The_command_asks_with_a_nonce_of_its_own_and_checks_everything()
    {
        using TestModule test = new();
        using TestEnclave enclave = new(module: test.Module);
        LocalMeasurements.Export(test.Folder, TestModule.Measured("configuration"));
        string[] trusting = ["attest", "--pcrs", Path.Combine(test.Folder, "local-pcrs.json"), "--local-root", Path.Combine(test.Folder, "local-root.pem")];

        await using LoopbackGateway honest = Gateway(enclave, body => body);
        NslRun run = await NslRun.Async(honest, trusting);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains(enclave.GenesisId, run.Output, StringComparison.Ordinal);
        AssertNotTrusted("root", await NslRun.Async(honest, trusting[..3]));

        await using LoopbackGateway replaying = Gateway(enclave, _ => "{}");
        AssertNotTrusted("nonce", await NslRun.Async(replaying, trusting));

        LocalMeasurements.Export(test.Folder, TestModule.Measured("another"));
        AssertNotTrusted("configuration", await NslRun.Async(honest, trusting));
    }

    [Fact]
    public async Task An_identity_that_is_not_bound_is_not_trusted()
    {
        using TestModule test = new();
        using TestEnclave enclave = new(module: test.Module);
        LocalMeasurements.Export(test.Folder, TestModule.Measured("configuration"));
        foreach (string other in (string[])[new string('0', 64), "zz", ""])
        {
            await using LoopbackGateway lying = Gateway(enclave, body => body, other);
            AssertNotTrusted("userData", await NslRun.Async(
                lying, "attest", "--pcrs", Path.Combine(test.Folder, "local-pcrs.json"), "--local-root", Path.Combine(test.Folder, "local-root.pem")));
        }
    }

    [Fact]
    public void An_identity_has_one_form()
    {
        (string, ReadOnlyMemory<byte>) a = ("a", new byte[] { 1 });
        (string, ReadOnlyMemory<byte>) b = ("b", new byte[] { 2, 3 });
        byte[] written = [.. "nsl.identity.v1"u8, 1, (byte)'a', 0, 1, 1, 1, (byte)'b', 0, 2, 2, 3];
        Assert.Equal(SHA256.HashData(written), IdentityHash.Of([a, b]));
        Assert.Equal( // the example of PROTOCOL.md
            "870aba4f2025dd32f43dc126c570241e79df32b92c3d7d2b755df90db4ab0a4d",
            Convert.ToHexStringLower(IdentityHash.Of(
            [
                ("bootId", new byte[32]),
                ("configuration", SHA256.HashData([])),
                ("genesisId", Enumerable.Repeat((byte)0xFF, 32).ToArray()),
            ])));
        Assert.Throws<FormatException>(() => IdentityHash.Of([b, a]));
        Assert.Throws<FormatException>(() => IdentityHash.Of([a, a]));
        Assert.Throws<FormatException>(() => IdentityHash.Of([]));
        Assert.Throws<FormatException>(() => IdentityHash.Of([("a", default)]));
        Assert.Throws<FormatException>(() => IdentityHash.Of([("a b", new byte[1])]));
    }

    /// <summary>Passes requests on to the enclave, and may change them, or the genesisId in the answer, on the way.</summary>
    private static LoopbackGateway Gateway(TestEnclave enclave, Func<string, string> changing, string? genesisId = null) => new(request =>
    {
        GetAttestationRequest asked = JsonSerializer.Deserialize(changing(request.Body), SystemOperations.GetAttestation.Request)!;
        string answer = Encoding.UTF8.GetString(CallAsync(enclave, asked.Nonce).GetAwaiter().GetResult().Payload);
        return LoopbackGateway.Response(200, genesisId is null ? answer : answer.Replace(enclave.GenesisId, genesisId, StringComparison.Ordinal));
    });

    [Fact]
    public async Task An_enclave_of_another_deployment_than_the_account_s_is_not_trusted()
    {
        using TestModule test = new();
        using TestEnclave enclave = new(module: test.Module);
        LocalMeasurements.Export(test.Folder, TestModule.Measured("configuration"));
        await using LoopbackGateway honest = Gateway(enclave, body => body);
        string home = Directory.CreateDirectory(Path.Combine(test.Folder, "home")).FullName;
        Assert.Matches("deploymentCompared: +false", (await AttestAsync()).Output);
        WriteAccount(enclave.GenesisId);
        Assert.Matches("deploymentCompared: +true", (await AttestAsync()).Output);
        WriteAccount(new string('0', 64));
        AssertNotTrusted("deployment", await AttestAsync());

        void WriteAccount(string genesisId) => File.WriteAllText(
            Path.Combine(home, "account.json"), $$"""{"genesisId":"{{genesisId}}","accountId":"acc_1","registrationId":"1"}""");

        Task<NslRun> AttestAsync() => NslRun.AtHomeAsync(
            home, honest.Address, "attest", "--pcrs", Path.Combine(test.Folder, "local-pcrs.json"), "--local-root", Path.Combine(test.Folder, "local-root.pem"));
    }

    private static void AssertNotTrusted(string check, NslRun run)
    {
        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.StartsWith($"nsl: not trusted: {check}: ", run.Error, StringComparison.Ordinal);
    }

    private static async Task<GetAttestationResponse> AskAsync(TestEnclave enclave, byte[]? nonce) =>
        (await CallAsync(enclave, nonce)).MustBe(SystemOperations.GetAttestation.Response);

    private static Task<Reply> CallAsync(TestEnclave enclave, byte[]? nonce) => enclave.Client.SendAsync(new Request(
        enclave.Client.NextId(), "system", "getAttestation",
        JsonSerializer.SerializeToUtf8Bytes(new GetAttestationRequest { Nonce = nonce }, SystemOperations.GetAttestation.Request), ""));

    private static string Value(GetAttestationResponse answer, string name) => answer.Identity.Single(entry => entry.Name == name).Value;

    private static byte[] Hash(GetAttestationResponse answer) => IdentityHash.Of(
        [.. answer.Identity.Select(entry => (entry.Name, (ReadOnlyMemory<byte>)Convert.FromHexString(entry.Value)))]);
}
