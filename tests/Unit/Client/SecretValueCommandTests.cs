using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Tests.Receipts;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary>A value on its way into a secret and out of one, between the command and a gateway that may lie.</summary>
public sealed class SecretValueCommandTests : IDisposable
{
    private const string GenesisId = "0101010101010101010101010101010101010101010101010101010101010101";
    private const UnixFileMode Others = (UnixFileMode)0x3F; // octal 077

    private readonly string folder = Directory.CreateTempSubdirectory("nsl-secret-").FullName;
    private readonly SigningEnclave enclave = new();

    private string Home => Path.Combine(folder, "home");

    private string ValueFile => Path.Combine(folder, "value");

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        enclave.Dispose();
    }

    [Fact]
    public async Task A_value_is_opened_here_and_printed()
    {
        await using LoopbackGateway gateway = await GivingAsync("hunter2"u8.ToArray());
        NslRun run = await GetAsync(gateway);
        Assert.Equal(new NslRun(0, "hunter2\n", ""), run);
        Assert.DoesNotContain("hunter2", gateway.Received[^1].Body, StringComparison.Ordinal);
        Assert.Equal(
            new NslRun(0, """{"secretId":"sec_1","version":3,"value":"aHVudGVyMg=="}""" + "\n", ""), await GetAsync(gateway, "--json", "--version", "3"));
    }

    [Fact]
    public async Task A_value_is_written_as_it_is_for_its_owner_alone()
    {
        byte[] value = [0, 255, 10, 13, 10];
        await using LoopbackGateway gateway = await GivingAsync(value);
        Assert.Equal(new NslRun(0, "", ""), await GetAsync(gateway, "--out", ValueFile));
        Assert.Equal(value, await File.ReadAllBytesAsync(ValueFile, TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(ValueFile) & Others);
        NslRun unprintable = await GetAsync(gateway);
        Assert.Equal((2, ""), (unprintable.Code, unprintable.Output));
        Assert.Contains("--out FILE", unprintable.Error, StringComparison.Ordinal);
        Assert.Equal(
            new NslRun(2, "", $"nsl: The file '{folder}' cannot be written.\n"), await GetAsync(gateway, "--out", folder));
    }

    [Theory]
    [InlineData("sec_1", "sec_2", 3, 3, GenesisId)] // another secret's value under this one's name
    [InlineData("sec_2", "sec_2", 3, 3, GenesisId)] // another secret
    [InlineData("sec_1", "sec_1", 3, 2, GenesisId)] // an older version's value
    [InlineData("sec_1", "sec_1", 2, 2, GenesisId)] // an older version than was asked for
    [InlineData("sec_1", "sec_1", 3, 3, "10112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")] // another deployment's
    public async Task What_is_not_the_value_asked_for_is_not_trusted(string said, string id, long saidVersion, long version, string genesisId)
    {
        await using LoopbackGateway gateway = await AnsweringAsync(request => new GetSecretValueResponse
        {
            SecretId = said,
            Version = saidVersion,
            SealedValue = Seal("hunter2"u8, request, id, version, genesisId),
        });
        await MustBeUntrusted(gateway);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(87)]
    public async Task What_was_changed_on_its_way_is_not_trusted(int at)
    {
        await using LoopbackGateway gateway = await AnsweringAsync(request =>
        {
            byte[] changed = Seal("hunter2"u8, request);
            changed[at] ^= 1;
            return Response(changed);
        });
        await MustBeUntrusted(gateway);
    }

    [Fact]
    public async Task What_is_too_short_is_not_trusted()
    {
        await using LoopbackGateway gateway = await AnsweringAsync(_ => Response(new byte[80]));
        await MustBeUntrusted(gateway);
    }

    [Fact]
    public async Task With_a_recipient_key_the_sealed_answer_is_shown()
    {
        using HpkeKeyPair other = HpkeKeyPair.Create();
        await using LoopbackGateway gateway = await GivingAsync("hunter2"u8.ToArray());
        string key = Convert.ToBase64String(other.PublicKey.Span);
        NslRun run = await GetAsync(gateway, "--json", "--recipient-key", key);
        Assert.Equal(0, run.Code);
        GetSecretValueResponse answer = JsonSerializer.Deserialize(run.Output, SecretsOperations.GetSecretValue.Response)!;
        byte[] value = new byte[7];
        Assert.True(Hpke.TryOpen(
            other, SecretSealing.ValueInfo, SecretSealing.Associated(Convert.FromHexString(GenesisId), "sec_1", 3), answer.SealedValue, value));
        Assert.Equal("hunter2"u8, value);
    }

    [Theory]
    [InlineData("--secretId is missing.")]
    [InlineData("--version takes a whole number.", "--secret-id", "s", "--version", "x")]
    [InlineData("--recipient-key takes a point of P-256 in base64: 65 bytes that begin with 04.", "--secret-id", "s", "--recipient-key", "AAAA")]
    [InlineData("secrets.getSecretValue takes --secret-id, --version, --recipient-key and --out here, not --name.", "--secret-id", "s", "--name", "x")]
    [InlineData("'x' is one word too many; fields are written --field value.", "x")]
    public async Task Wrong_usage_is_one_sentence_and_asks_nobody(string sentence, params string[] arguments)
    {
        await using LoopbackGateway gateway = await GivingAsync([1]);
        int asked = gateway.Received.Count;
        NslRun run = await NslRun.AtHomeAsync(Home, gateway.Address, ["secrets", "get-secret-value", .. arguments]);
        Assert.Equal(new NslRun(2, "", $"nsl: {sentence}\n"), run);
        Assert.Equal(asked, gateway.Received.Count);
    }

    [Theory]
    [InlineData("hunter2", "hunter2")]
    [InlineData("hunter2\n", "hunter2")]
    [InlineData("hunter2\r\n", "hunter2")]
    [InlineData("a\n\n", "a\n")]
    [InlineData("Zoë", "Zoë")]
    public async Task A_text_is_put_as_its_utf8_without_one_line_ending(string text, string value)
    {
        await File.WriteAllTextAsync(ValueFile, text, TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.GetBytes(value), await PutAsync("@" + ValueFile));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_put_as_they_are()
    {
        byte[] value = [0xFF, 0, 10];
        await File.WriteAllBytesAsync(ValueFile, value, TestContext.Current.CancellationToken);
        Assert.Equal(value, await PutAsync("@" + ValueFile));
    }

    [Fact]
    public async Task A_value_on_the_command_line_is_put_and_warned_of()
    {
        await using LoopbackGateway gateway = await GivingAsync([1]);
        NslRun run = await NslRun.AtHomeAsync(Home, gateway.Address, "secrets", "create-secret", "--name", "db", "--value", "hunter2");
        Assert.Contains("--value is secret", run.Error, StringComparison.Ordinal);
        Assert.Equal("""{"name":"db","value":"aHVudGVyMg=="}""", gateway.Received[^1].Body);
    }

    private Task<NslRun> GetAsync(LoopbackGateway gateway, params string[] more) =>
        NslRun.AtHomeAsync(Home, gateway.Address, ["secrets", "get-secret-value", "--secret-id", "sec_1", .. more]);

    private async Task<byte[]> PutAsync(string value)
    {
        await using LoopbackGateway gateway = await GivingAsync([1]);
        NslRun run = await NslRun.AtHomeAsync(Home, gateway.Address, "secrets", "put-secret-value", "--secret-id", "sec_1", "--value", value);
        Assert.Equal("", run.Error);
        using JsonDocument sent = JsonDocument.Parse(gateway.Received[^1].Body);
        return sent.RootElement.GetProperty("value").GetBytesFromBase64();
    }

    private async Task MustBeUntrusted(LoopbackGateway gateway)
    {
        NslRun run = await GetAsync(gateway, "--version", "3", "--out", ValueFile);
        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.StartsWith("nsl: The answer is not the value that was asked for", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(ValueFile));
    }

    private Task<LoopbackGateway> GivingAsync(byte[] value) => AnsweringAsync(request => Response(Seal(value, request)));

    /// <summary>A gateway with which the home's account is registered, and what it answers to getSecretValue.</summary>
    private async Task<LoopbackGateway> AnsweringAsync(Func<GetSecretValueRequest, GetSecretValueResponse> answer)
    {
        enclave.Answering = request => request.Line.Split(' ')[1] switch
        {
            "/v1/system/getStatus" =>
                $$$"""{"enclave":{"version":"1","mode":"local","state":"serving","uptimeSeconds":1,"genesisId":"{{{GenesisId}}}","rootKey":"file","services":[]},"gateway":{"version":"1","uptimeSeconds":1,"enclaveLink":"up","trusted":false}}""",
            "/v1/account/register" => """{"accountId":"acc_1","keyId":"k","scopes":[]}""",
            "/v1/secrets/getSecretValue" => JsonSerializer.Serialize(
                answer(JsonSerializer.Deserialize(request.Body, SecretsOperations.GetSecretValue.Request)!), SecretsOperations.GetSecretValue.Response),
            _ => """{"secretId":"sec_1","version":1}""",
        };
        LoopbackGateway gateway = new(enclave.Answer);
        Assert.Equal(0, (await NslRun.AtHomeAsync(Home, gateway.Address, "account", "register", "--name", "Me")).Code);
        return gateway;
    }

    private static GetSecretValueResponse Response(byte[] sealedValue) => new() { SecretId = "sec_1", Version = 3, SealedValue = sealedValue };

    private static byte[] Seal(
        ReadOnlySpan<byte> value, GetSecretValueRequest request, string id = "sec_1", long version = 3, string genesisId = GenesisId) => Hpke.Seal(
        request.RecipientKey, SecretSealing.ValueInfo, SecretSealing.Associated(Convert.FromHexString(genesisId), id, version), value);
}
