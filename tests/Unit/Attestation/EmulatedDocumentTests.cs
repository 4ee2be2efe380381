using System.Text.Json;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Local.SoftwareModule;
using NeoServiceLayer.Tests.Client;
using NeoServiceLayer.Tests.Emulated;
using Xunit;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary>What the tests' client for the emulator takes: what is unsigned, and says what was expected.</summary>
public sealed class EmulatedDocumentTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    private static readonly EmulatedDocument Good = new() { Time = Now };

    private readonly EmulatedDocuments documents = new();

    [Fact]
    public void An_unsigned_document_passes_and_the_shipped_verifier_refuses_it()
    {
        AttestationResult result = documents.Verify(Good.Write(), new AttestationPolicy { At = Now });
        Assert.Null(result.Failed);
        Assert.Equal(Now, result.Document!.Timestamp);
        Assert.Equal(Good.Pcrs[1], result.Document.Pcrs[1].ToArray());
        Assert.Equal(AttestationCheck.Algorithm, AttestationVerifier.Verify(Good.Write(), new AttestationPolicy { At = Now }).Failed);
    }

    [Fact]
    public void Whatever_is_signed_or_looks_so_is_refused()
    {
        using TestModule test = new();
        Assert.Equal(AttestationCheck.Algorithm, documents.Verify(test.Module.Attest([], [], []), test.Policy with { Root = AttestationRoot.Aws }).Failed);
        Assert.Equal(AttestationCheck.Algorithm, documents.Verify(Sample.First.Bytes, Sample.First.Policy).Failed);
        Expect(AttestationCheck.Algorithm, Good with { Header = [0xA1, 0x01, 0x38, 0x22] });
        Expect(AttestationCheck.Signature, Good with { Signature = [1, .. new byte[63]] });
        Expect(AttestationCheck.Signature, Good with { Signature = new byte[96] });
        Expect(AttestationCheck.Chain, Good with { Certificate = [1, .. new byte[63]] });
        Expect(AttestationCheck.Chain, Good with { Certificate = new byte[65] });
        Expect(AttestationCheck.Chain, Good with { Bundle = [EmulatedDocument.Nothing, EmulatedDocument.Nothing] });
        Expect(AttestationCheck.Chain, Good with { Bundle = [[.. new byte[63], 1]] });
        Expect(AttestationCheck.Root, Good, new AttestationPolicy { At = Now, Root = test.Root });
    }

    [Fact]
    public void All_that_it_says_is_compared()
    {
        AttestationPolicy policy = new() { At = Now };
        Expect(AttestationCheck.DebugMode, Good with { Pcrs = [new byte[48], .. Good.Pcrs[1..]] });
        Expect(AttestationCheck.Time, Good, policy with { At = Now.AddMinutes(6) });
        Expect(AttestationCheck.Nonce, Good, policy with { Nonce = new byte[] { 1 } });
        Expect(AttestationCheck.UserData, Good with { UserData = [2] }, policy with { UserData = new byte[] { 1 } });
        Expect(AttestationCheck.Release, Good with { Pcrs = [Good.Pcrs[0], new byte[48], Good.Pcrs[2]] }, policy with { Measurements = Registers() });
        Expect(AttestationCheck.Configuration, Good with { Pcrs = [.. Good.Pcrs[..2], new byte[48]] }, policy with { Measurements = Registers() });
        Expect(null, Good with { Nonce = [1], UserData = [2] }, policy with { Nonce = new byte[] { 1 }, UserData = new byte[] { 2 }, Measurements = Registers() });
    }

    [Fact]
    public void It_fails_cut_off_anywhere_and_with_something_behind()
    {
        byte[] whole = Good.Write();
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Equal(AttestationCheck.Encoding, documents.Verify(whole.AsSpan(0, length), new AttestationPolicy { At = Now }).Failed);
        }

        Assert.Equal(AttestationCheck.Encoding, documents.Verify([.. whole, 0], new AttestationPolicy { At = Now }).Failed);
    }

    [Fact]
    public async Task The_command_says_that_nobody_vouches_for_it()
    {
        using TestModule test = new();
        LocalMeasurements.Export(test.Folder, Good.Pcrs);
        IdentityEntry[] identity = [new() { Name = "genesisId", Value = "0102" }];
        byte[] bound = IdentityHash.Of([("genesisId", new byte[] { 1, 2 })]);
        await using LoopbackGateway gateway = new(request =>
        {
            byte[] nonce = JsonSerializer.Deserialize(request.Body, SystemOperations.GetAttestation.Request)!.Nonce!;
            EmulatedDocument document = new() { Time = DateTimeOffset.UtcNow, Nonce = nonce, UserData = bound };
            return LoopbackGateway.Response(200, JsonSerializer.Serialize(
                new GetAttestationResponse { Document = document.Write(), Identity = identity }, SystemOperations.GetAttestation.Response));
        });
        string[] arguments = ["attest", "--pcrs", Path.Combine(test.Folder, "local-pcrs.json")];
        NslRun run = await NslRun.JudgingAsync(documents, gateway, arguments);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches("root: +none \\(emulator\\)", run.Output);

        run = await NslRun.Async(gateway, arguments);
        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.StartsWith("nsl: not trusted: algorithm: ", run.Error, StringComparison.Ordinal);
    }

    private static Measurements Registers()
    {
        using TestModule test = new();
        LocalMeasurements.Export(test.Folder, Good.Pcrs);
        return Measurements.Parse(File.ReadAllBytes(Path.Combine(test.Folder, "local-pcrs.json")));
    }

    private void Expect(AttestationCheck? expected, EmulatedDocument document, AttestationPolicy? policy = null) =>
        Assert.Equal(expected, documents.Verify(document.Write(), policy ?? new AttestationPolicy { At = Now }).Failed);
}
