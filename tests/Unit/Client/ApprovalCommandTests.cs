using System.Text.Json.Nodes;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Accounts.Sessions;
using NeoServiceLayer.Tests.Attestation;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary><c>nsl approve</c> and <c>nsl reject</c>, against a real enclave behind a gateway.</summary>
public sealed class ApprovalCommandTests : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nsl-approve-");
    private readonly TestModule module = new();
    private readonly TestTime time = new();
    private readonly NeoWallet wallet = new();
    private readonly TestEnclave enclave;
    private readonly RecordingGateway gateway;

    public ApprovalCommandTests()
    {
        time.Jump(DateTimeOffset.UtcNow - time.GetUtcNow()); // nsl stamps with this machine's time
        enclave = new TestEnclave(time: time, module: module.Module);
        gateway = new RecordingGateway(enclave);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        enclave.Dispose();
        wallet.Dispose();
        module.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_refused_says_what_to_do_and_is_done_after_it()
    {
        await PrepareAsync();
        NslRun refused = await RunAsync("owner", "account", "update-account", "--name", "renamed", "--request-id", "rename-1");
        Assert.Equal(1, refused.Code);
        Assert.StartsWith("nsl: approvalRequired: ", refused.Error, StringComparison.Ordinal);
        Assert.EndsWith(" Others approve it with nsl approve ID; then repeat this with --request-id rename-1.\n", refused.Error, StringComparison.Ordinal);
        string id = IdIn(refused);
        Assert.Contains(id, (await DoneAsync("laptop", "account", "list-approvals")).Output, StringComparison.Ordinal);

        NslRun asked = await RunAsync("laptop", "approve", id);
        Assert.Equal(2, asked.Code);
        Assert.Contains("renamed", asked.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was sent", asked.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("owner", "account", "update-account", "--name", "renamed", "--request-id", "rename-1")).Code);

        NslRun own = await RunAsync("owner", "approve", id, "--yes");
        Assert.StartsWith("nsl: forbidden: ", own.Error, StringComparison.Ordinal);
        Assert.Contains("approved", (await DoneAsync("laptop", "approve", id, "--yes")).Output, StringComparison.Ordinal);
        await DoneAsync("owner", "account", "update-account", "--name", "renamed", "--request-id", "rename-1");
        Assert.Contains("renamed", (await DoneAsync("owner", "account", "get-account")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_request_is_not_done()
    {
        await PrepareAsync();
        NslRun refused = await RunAsync("owner", "account", "update-account", "--name", "renamed", "--request-id", "rename-1");
        NslRun rejected = await DoneAsync("laptop", "reject", IdIn(refused), "--yes", "--json");
        Assert.Equal("rejected", JsonNode.Parse(rejected.Output)!["status"]!.GetValue<string>());
        Assert.Contains("renamed", rejected.Error, StringComparison.Ordinal);
        Assert.StartsWith("nsl: policyDenied: ", (await RunAsync("owner", "account", "update-account", "--name", "renamed", "--request-id", "rename-1")).Error, StringComparison.Ordinal);
    }

    /// <summary>What the hash is of is the home's own deployment and account: what is shown of another is not approved.</summary>
    [Fact]
    public async Task What_does_not_have_the_hash_is_not_approved()
    {
        await PrepareAsync();
        string id = IdIn(await RunAsync("owner", "account", "update-account", "--name", "renamed"));
        Assert.Equal(4, (await RunAsync("laptop", "approve", id, "--yes", "--hash", new string('0', 64))).Code);
        string file = Path.Combine(PathOf("laptop"), "account.json");
        JsonNode account = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        account["accountId"] = "acc_another";
        await File.WriteAllTextAsync(file, account.ToJsonString(), TestContext.Current.CancellationToken);
        NslRun run = await RunAsync("laptop", "approve", id, "--yes");
        Assert.Equal(4, run.Code);
        Assert.StartsWith("nsl: not trusted: approval: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Paths, path => path.EndsWith("/approve", StringComparison.Ordinal));
    }

    /// <summary>A secret is shown to nobody: who asks tells the hash.</summary>
    [Fact]
    public async Task A_secret_is_approved_by_the_hash_that_its_sender_was_told()
    {
        await PrepareAsync("secrets.createSecret");
        NslRun refused = await RunAsync("owner", "secrets", "create-secret", "--name", "s", "--value", "quiet", "--request-id", "secret-1");
        string id = IdIn(refused);
        NslRun blind = await RunAsync("laptop", "approve", id, "--yes");
        Assert.Equal(2, blind.Code);
        Assert.Contains("--hash HEX", blind.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("quiet", blind.Output + blind.Error, StringComparison.Ordinal);
        string words = refused.Error[(refused.Error.IndexOf("with hash ", StringComparison.Ordinal) + 10)..];
        await DoneAsync("laptop", "approve", id, "--yes", "--hash", words[..64]);
        await DoneAsync("owner", "secrets", "create-secret", "--name", "s", "--value", "quiet", "--request-id", "secret-1");
    }

    [Fact]
    public async Task A_payload_too_long_to_be_kept_is_taken_from_a_file()
    {
        await PrepareAsync();
        string payload = """{"name":"long" """ + new string(' ', 200 << 10) + "}";
        await File.WriteAllTextAsync(PathOf("payload"), payload, TestContext.Current.CancellationToken);
        string id = IdIn(await RunAsync("owner", "--request-id", "long-1", "call", "account", "updateAccount", "@" + PathOf("payload")));
        Assert.Contains("--payload FILE", (await RunAsync("laptop", "approve", id, "--yes")).Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(PathOf("other"), payload.Replace("long", "lone", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(4, (await RunAsync("laptop", "approve", id, "--yes", "--payload", PathOf("other"))).Code);
        await File.WriteAllTextAsync(PathOf("other"), "[1", TestContext.Current.CancellationToken);
        Assert.Equal(4, (await RunAsync("laptop", "approve", id, "--yes", "--payload", PathOf("other"))).Code);
        await DoneAsync("laptop", "approve", id, "--yes", "--payload", PathOf("payload"));
        await DoneAsync("owner", "--request-id", "long-1", "call", "account", "updateAccount", "@" + PathOf("payload"));
    }

    [Theory]
    [InlineData("Which one? nsl approve ID; nsl account list-approvals lists them.", "approve")]
    [InlineData("Which one? nsl reject ID; nsl account list-approvals lists them.", "reject", "--yes")]
    [InlineData("'two' is one word too many.", "approve", "one", "two")]
    [InlineData("approve takes --yes, --payload and --hash, not --force.", "approve", "one", "--force")]
    [InlineData("--yes takes no value.", "approve", "one", "--yes=1")]
    public async Task Wrong_usage_is_one_sentence_and_asks_nobody(string sentence, params string[] arguments)
    {
        NslRun run = await NslRun.OfflineAtHomeAsync(PathOf("nowhere"), arguments);
        Assert.Equal(new NslRun(2, "", $"nsl: {sentence}\n"), run);
    }

    [Fact]
    public async Task The_help_says_what_is_shown_and_sent()
    {
        NslRun help = await NslRun.OfflineAsync("approve", "--help");
        Assert.Equal(0, help.Code);
        Assert.Contains("nsl [options] reject ID", help.Output, StringComparison.Ordinal);
    }

    /// <summary>The account of the home "owner", whose changes a Neo key approves by a session of the home "laptop".</summary>
    private async Task PrepareAsync(string operation = "account.*")
    {
        string accountId = JsonNode.Parse((await DoneAsync("owner", "account", "register", "--name", "Somebody", "--json")).Output)!["accountId"]!.GetValue<string>();
        await DoneAsync("owner", "account", "add-key", "--kind", "neo", "--neo-public-key", wallet.Key.PublicKey.ToString(), "--scopes", "account.*");
        JsonObject rule = new()
        {
            ["name"] = "changes",
            ["operations"] = new JsonArray("account.setApprovalPolicy", "account.addKey", "account.updateKey", operation),
            ["approvals"] = 1,
            ["keyIds"] = new JsonArray(wallet.KeyId),
        };
        await DoneAsync("owner", "account", "set-approval-policy", "--rules", rule.ToJsonString());
        Span<char> wif = stackalloc char[Wif.Length];
        Wif.Write(wallet.Key, wif);
        string text = wif.ToString();
        await File.WriteAllTextAsync(PathOf("wif"), text, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(PathOf("wif"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await DoneAsync("laptop", "session", "start", "--neo-key", PathOf("wif"), "--account", accountId);
    }

    private static string IdIn(NslRun refused) => refused.Error.Split(' ').First(word => word.StartsWith("apr_", StringComparison.Ordinal));

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private Task<NslRun> RunAsync(string home, params string[] arguments) => NslRun.AtHomeAsync(PathOf(home), gateway.Address, arguments);

    private async Task<NslRun> DoneAsync(string home, params string[] arguments)
    {
        NslRun run = await RunAsync(home, arguments);
        Assert.True(run.Code == 0, run.Error);
        return run;
    }
}
