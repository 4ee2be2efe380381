using System.Text.Json.Nodes;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Attestation;
using Xunit;

namespace NeoServiceLayer.Tests.Client.Functions;

/// <summary><c>nsl function deploy</c>, against a real enclave.</summary>
public sealed class FunctionDeployCommandTests : IAsyncDisposable
{
    private const string Code = "export const handler = () => 1;\n";

    private readonly string folder = Directory.CreateTempSubdirectory("nsl-deploy-").FullName;
    private readonly TestModule module = new();
    private readonly TestTime time = new();
    private readonly TestEnclave enclave;
    private readonly RecordingGateway gateway;

    public FunctionDeployCommandTests()
    {
        time.Jump(DateTimeOffset.UtcNow - time.GetUtcNow()); // nsl stamps with this machine's time
        enclave = new TestEnclave(time: time, module: module.Module);
        gateway = new RecordingGateway(enclave);
        File.WriteAllText(Module, Code);
    }

    private string Module => Path.Combine(folder, "f.js");

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        enclave.Dispose();
        module.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_file_becomes_a_function_then_its_next_version_and_then_nothing_new()
    {
        await DoneAsync("account", "register", "--name", "Me");
        JsonNode first = await DeployAsync("--env", "A=1", "--timeout-ms", "500", "--description", "first");
        Assert.Equal(("created", 1, 1), Of(first));
        string hash = (await DoneAsync("function", "hash", Module, "--env", "A=1"))["sourceHash"]!.GetValue<string>();
        Assert.Equal(hash, first["sourceHash"]!.GetValue<string>());
        Assert.Null(first["toGrant"]);

        Assert.Equal(("unchanged", 1, 1), Of(await DeployAsync()));
        Assert.Equal(("described", 1, 1), Of(await DeployAsync("--description", "second")));
        await File.WriteAllTextAsync(Module, Code + "// more\n", TestContext.Current.CancellationToken);
        JsonNode second = await DeployAsync("--no-activate");
        Assert.Equal(("updated", 2, 1), Of(second));
        JsonNode version = await DoneAsync("function", "get-version", "--function-id", Id(first), "--version", "2");
        Assert.Equal(("1", 500), (version["environment"]!["A"]!.GetValue<string>(), version["limits"]!["timeoutMs"]!.GetValue<int>()));
        Assert.Equal(Code + "// more\n", version["sourceCode"]!.GetValue<string>());

        Assert.Equal(("activated", 2, 2), Of(await DeployAsync()));
        Assert.Equal(("updated", 3, 3), Of(await DeployAsync("--statements", "1000")));
        JsonNode limits = (await DoneAsync("function", "get-version", "--function-id", Id(first)))["limits"]!;
        Assert.Equal((500, 1000), (limits["timeoutMs"]!.GetValue<int>(), limits["statements"]!.GetValue<int>()));
    }

    [Fact]
    public async Task What_it_names_and_was_not_granted_is_told_as_commands_that_grant_it()
    {
        await DoneAsync("account", "register", "--name", "Me");
        await File.WriteAllTextAsync(Path.Combine(folder, "value"), "hunter2", TestContext.Current.CancellationToken);
        string secret = (await DoneAsync("secrets", "create-secret", "--name", "key", "--value", $"@{folder}/value"))["secretId"]!.GetValue<string>();
        string wallet = (await DoneAsync("wallet", "create-wallet", "--name", "till"))["walletId"]!.GetValue<string>();
        string[] said = ["--secret", "key=" + secret, "--secret", "again=" + secret, "--wallet", "till=" + wallet];
        JsonNode deployed = await DeployAsync(said);
        string rest = $" --function-id {Id(deployed)} --source-hash {deployed["sourceHash"]}";
        string[] commands = [.. deployed["toGrant"]!.AsArray().Select(command => command!.GetValue<string>())];
        Assert.Equal([$"nsl secrets grant-secret --secret-id {secret}{rest}", $"nsl wallet grant-wallet --wallet-id {wallet}{rest}"], commands);

        await DoneAsync(commands[0].Split(' ')[1..]);
        Assert.Equal(commands[1], Assert.Single((await DeployAsync())["toGrant"]!.AsArray())!.GetValue<string>());
        await DoneAsync(commands[1].Split(' ')[1..]);
        Assert.Null((await DeployAsync())["toGrant"]);

        // Another source was granted nothing.
        Assert.Equal(2, (await DeployAsync("--env", "A=1"))["toGrant"]!.AsArray().Count);
    }

    [Fact]
    public async Task Without_a_name_or_an_account_it_asks_nobody()
    {
        NslRun nameless = await RunAsync("function", "deploy", Module);
        Assert.Equal(new NslRun(2, "", "nsl: The function's name is missing: nsl function deploy FILE --name NAME.\n"), nameless);
        Assert.Equal(2, (await RunAsync("function", "deploy", Module, "--name", "f")).Code);
        Assert.Empty(gateway.Paths);
    }

    private static (string Change, int Version, int Active) Of(JsonNode answer) =>
        (answer["change"]!.GetValue<string>(), answer["version"]!.GetValue<int>(), answer["activeVersion"]!.GetValue<int>());

    private static string Id(JsonNode answer) => answer["functionId"]!.GetValue<string>();

    private Task<JsonNode> DeployAsync(params string[] said) => DoneAsync(["function", "deploy", Module, "--name", "f", .. said]);

    private Task<NslRun> RunAsync(params string[] arguments) => NslRun.AtHomeAsync(Path.Combine(folder, "home"), gateway.Address, ["--json", .. arguments]);

    private async Task<JsonNode> DoneAsync(params string[] arguments)
    {
        NslRun run = await RunAsync(arguments);
        Assert.True(run.Code == 0, run.Error);
        return JsonNode.Parse(run.Output)!;
    }
}
