using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Tests.Receipts;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary>The home: a key and an account, made once, kept for their owner alone, and used to stamp what needs a stamp.</summary>
public sealed class HomeTests : IDisposable
{
    private static readonly string GenesisId = string.Concat(Enumerable.Repeat("01", 32));
    private const UnixFileMode Others = (UnixFileMode)0x3F; // octal 077

    private static readonly string[] Register = ["account", "register", "--name", "Me"];

    private readonly string folder = Directory.CreateTempSubdirectory("nsl-home-").FullName;
    private readonly SigningEnclave enclave = new() { Body = BodyOf };

    private string Home => Path.Combine(folder, "deep", "home");

    private string KeyFile => Path.Combine(Home, "key.pem");

    public void Dispose()
    {
        enclave.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Register_makes_a_key_for_its_owner_alone_and_stamps_the_registration_with_it()
    {
        await using LoopbackGateway gateway = new(Answer);
        NslRun run = await NslRun.AtHomeAsync(Home, gateway.Address, Register);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("accountId: acc_1", run.Output, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(KeyFile) & Others);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Path.Combine(Home, "account.json")) & Others);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Home) & Others);
        Assert.Equal(["/v1/system/getStatus", "/v1/account/register", "/v1/system/getAttestation"], gateway.Received.Select(PathOf));
        MustBeStamped(gateway.Received[1], "account", "register");
    }

    [Fact]
    public async Task Later_calls_are_stamped_and_what_needs_no_stamp_has_none()
    {
        await using LoopbackGateway gateway = new(Answer);
        await NslRun.AtHomeAsync(Home, gateway.Address, Register);
        Assert.Equal(0, (await NslRun.AtHomeAsync(Home, gateway.Address, "account", "get-account")).Code);
        Assert.Equal(0, (await NslRun.AtHomeAsync(Home, gateway.Address, "call", "wallet", "listWallets", "{ \"limit\": 5 }")).Code);
        Assert.Equal(0, (await NslRun.AtHomeAsync(Home, gateway.Address, "call", "future", "thing")).Code);
        Assert.Equal(0, (await NslRun.AtHomeAsync(Home, gateway.Address, "system", "get-status")).Code);
        MustBeStamped(gateway.Received[3], "account", "getAccount");
        MustBeStamped(gateway.Received[4], "wallet", "listWallets");
        MustBeStamped(gateway.Received[5], "future", "thing");
        Assert.DoesNotContain("Authorization", gateway.Received[6].Headers.Keys);
    }

    [Fact]
    public async Task What_needs_an_account_says_so_without_one_and_asks_nobody()
    {
        await using LoopbackGateway gateway = new(Answer);
        NslRun run = await NslRun.AtHomeAsync(Home, gateway.Address, "account", "get-account");
        Assert.Equal(
            new NslRun(2, "", $"nsl: This needs an account, and {Home} has none: nsl account register --name NAME makes one.\n"), run);
        Assert.Empty(gateway.Received);
    }

    [Fact]
    public async Task A_registration_that_got_no_answer_goes_on_with_the_same_key_and_id()
    {
        await using (LoopbackGateway deaf = new(request =>
            PathOf(request) == "/v1/account/register" ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"u8.ToArray() : Answer(request)))
        {
            Assert.Equal(3, (await NslRun.AtHomeAsync(Home, deaf.Address, Register)).Code);
            byte[] key = await File.ReadAllBytesAsync(KeyFile, TestContext.Current.CancellationToken);
            await using LoopbackGateway gateway = new(Answer);
            Assert.Equal(0, (await NslRun.AtHomeAsync(Home, gateway.Address, Register)).Code);
            Assert.Equal(key, await File.ReadAllBytesAsync(KeyFile, TestContext.Current.CancellationToken));
            ReceivedRequest again = gateway.Received.Single(request => PathOf(request) == "/v1/account/register");
            Assert.Equal(deaf.Received[^1].Headers["Idempotency-Key"], again.Headers["Idempotency-Key"]);
            Assert.Equal(deaf.Received[^1].Body, again.Body);
        }
    }

    [Fact]
    public async Task A_home_with_an_account_takes_no_other()
    {
        await using LoopbackGateway gateway = new(Answer);
        await NslRun.AtHomeAsync(Home, gateway.Address, Register);
        NslRun again = await NslRun.AtHomeAsync(Home, gateway.Address, Register);
        Assert.Equal(new NslRun(2, "", $"nsl: {Home} has the account acc_1; register another in another home, with --home DIR.\n"), again);
        Assert.Equal(3, gateway.Received.Count);
    }

    [Fact]
    public async Task A_key_that_others_may_read_is_not_used()
    {
        await using LoopbackGateway gateway = new(Answer);
        await NslRun.AtHomeAsync(Home, gateway.Address, Register);
        File.SetUnixFileMode(KeyFile, File.GetUnixFileMode(KeyFile) | UnixFileMode.GroupRead);
        NslRun run = await NslRun.AtHomeAsync(Home, gateway.Address, "account", "get-account");
        Assert.Equal(new NslRun(2, "", $"nsl: Others than you may use {KeyFile}; make it yours alone with: chmod 600 {KeyFile}\n"), run);
    }

    [Theory]
    [InlineData("key.pem", "not a key")]
    [InlineData("account.json", "{")]
    public async Task A_file_that_cannot_be_read_is_told(string file, string content)
    {
        await using LoopbackGateway gateway = new(Answer);
        await NslRun.AtHomeAsync(Home, gateway.Address, Register);
        await File.WriteAllTextAsync(Path.Combine(Home, file), content, TestContext.Current.CancellationToken);
        NslRun run = await NslRun.AtHomeAsync(Home, gateway.Address, "account", "get-account");
        Assert.Equal(2, run.Code);
        Assert.StartsWith($"nsl: The home {Home} cannot be used: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The account's name is missing: nsl account register --name NAME.", "account", "register")]
    [InlineData("account.register takes --name and --invitation here, not --key.", "account", "register", "--key", "{}")]
    [InlineData("'x' is one word too many; fields are written --field value.", "account", "register", "x")]
    public async Task Usage_errors_make_no_home(string sentence, params string[] arguments)
    {
        await using LoopbackGateway gateway = new(Answer);
        Assert.Equal(new NslRun(2, "", $"nsl: {sentence}\n"), await NslRun.AtHomeAsync(Home, gateway.Address, arguments));
        Assert.False(Directory.Exists(Home));
    }

    private byte[] Answer(ReceivedRequest request) => enclave.Answer(request);

    private static string BodyOf(string path) => path switch
    {
        "/v1/system/getStatus" =>
            $$$"""{"enclave":{"version":"1","mode":"local","state":"serving","uptimeSeconds":1,"genesisId":"{{{GenesisId}}}","rootKey":"file","services":[]},"gateway":{"version":"1","uptimeSeconds":1,"enclaveLink":"up","trusted":false}}""",
        "/v1/account/register" => """{"accountId":"acc_1","keyId":"k","scopes":[]}""",
        _ => "{}",
    };

    private static string PathOf(ReceivedRequest request) => request.Line.Split(' ')[1];

    /// <summary>The stamp is over these bytes, for this operation, id and deployment, by the key of the home.</summary>
    private void MustBeStamped(ReceivedRequest request, string service, string operation)
    {
        string[] parts = request.Headers["Authorization"].Split(' ')[1].Split("..");
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(KeyFile));
        Assert.True(key.VerifyData(
            Encoding.UTF8.GetBytes($"{parts[0]}.{request.Body}"), Base64Url.DecodeFromChars(parts[1]), HashAlgorithmName.SHA256));
        JsonElement claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;
        Assert.Equal(
            (service, operation, request.Headers["Idempotency-Key"], GenesisId),
            (claims.GetProperty("svc").GetString(), claims.GetProperty("op").GetString(), claims.GetProperty("rid").GetString(), claims.GetProperty("aud").GetString()));
    }
}
