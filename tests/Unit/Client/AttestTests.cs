using System.Text.Json.Nodes;
using NeoServiceLayer.Tests.Attestation;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary><c>nsl attest</c> on files.</summary>
public sealed class AttestTests : IDisposable
{
    private const string First = "2022-07-06T14:18:22Z";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nsl-attest-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_real_document_verifies_at_its_time()
    {
        NslRun run = await AttestAsync("--at", First, "--json");
        Assert.Equal((0, ""), (run.Code, run.Error));
        JsonNode answer = JsonNode.Parse(run.Output)!;
        Assert.Equal("aws", answer["root"]!.GetValue<string>());
        Assert.False(answer["registersCompared"]!.GetValue<bool>());
        Assert.Equal(96, answer["pcrs"]!["PCR0"]!.GetValue<string>().Length);
        Assert.Null(answer["pcrs"]!["PCR3"]);
    }

    [Theory]
    [InlineData("certificateTime", "--at", "2026-01-01T00:00:00Z")]
    [InlineData("nonce", "--at", First, "--nonce", "0011")]
    public async Task The_first_check_that_fails_is_named(string check, params string[] arguments) =>
        AssertNotTrusted(check, await AttestAsync(arguments));

    [Fact]
    public async Task Registers_are_compared_with_a_file()
    {
        JsonNode pcrs = JsonNode.Parse((await AttestAsync("--at", First, "--json")).Output)!["pcrs"]!;
        JsonObject expected = new() { ["HashAlgorithm"] = "Sha384 { ... }" };
        foreach (string name in (string[])["PCR0", "PCR1", "PCR2"])
        {
            expected[name] = pcrs[name]!.DeepClone();
        }

        Assert.Equal(0, (await AttestAsync("--at", First, "--pcrs", Write(expected))).Code);
        expected["PCR2"] = new string('0', 96);
        AssertNotTrusted("configuration", await AttestAsync("--at", First, "--pcrs", Write(expected)));
        expected["PCR1"] = new string('0', 96);
        AssertNotTrusted("release", await AttestAsync("--at", First, "--pcrs", Write(expected)));
    }

    [Theory]
    [InlineData("--at TIME is missing")]
    [InlineData("--at takes a time", "--at", "yesterday")]
    [InlineData("--nonce takes", "--at", First, "--nonce", "0")]
    [InlineData("does not exist", "--at", First, "--pcrs", "/nonexistent/pcrs.json")]
    [InlineData("attest takes", "--at", First, "--any-root", "yes")]
    [InlineData("one word too many", "now")]
    public async Task A_wrong_command_line_is_a_usage_error(string part, params string[] arguments)
    {
        NslRun run = await AttestAsync(arguments);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(part, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_root_is_a_usage_error()
    {
        NslRun run = await AttestAsync("--at", First, "--local-root", Path.Combine(Sample.Folder, "nitro-1.cbor"));
        Assert.Equal((2, "nsl: The local root is not a certificate in PEM.\n"), (run.Code, run.Error));
    }

    private static void AssertNotTrusted(string check, NslRun run)
    {
        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.StartsWith($"nsl: not trusted: {check}: ", run.Error, StringComparison.Ordinal);
    }

    private static Task<NslRun> AttestAsync(params string[] arguments) =>
        NslRun.OfflineAsync(["attest", "--document", Path.Combine(Sample.Folder, "nitro-1.cbor"), .. arguments]);

    private string Write(JsonObject measurements)
    {
        string file = Path.Combine(folder.FullName, "pcrs.json");
        File.WriteAllText(file, new JsonObject { ["Measurements"] = measurements.DeepClone() }.ToJsonString());
        return file;
    }
}
