using System.Text.Json.Nodes;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>A store that is put back while the enclave is down, with the published programs: its operators notice, and go on from it when all of them say so.</summary>
public sealed class RestoredBackupTests
{
    private static readonly string[] Change = ["wallet", "create-wallet", "--name", "Savings"];

    [Fact]
    public async Task A_backup_is_noticed_by_operators_accepted_by_them_and_named_to_users()
    {
        using LocalSystem system = await LocalSystem.StartGatewayAloneAsync(static _ => { });
        string configuration = await ConfigureAsync(system);
        StoreFile store = new(system.StoreFile);
        await BeginAsync(system, configuration);
        await DoneAsync(system, Change);
        await store.KeepAsync("backup");
        for (int i = 0; i < 4; i++)
        {
            await DoneAsync(system, Change);
        }

        await DoneAsync(system, ["operator", "status", "--share", Share(system, "alice"), .. Trusting(system)]);
        await RestartAsync(system, configuration, () => store.PutBackAsync("backup"));
        await ProvideAsync(system);
        JsonNode? problem = null;
        await LocalSystem.UntilAsync(async () => (problem = (await StatusAsync(system))["stateProblem"]) is not null);
        Assert.Equal("rolledBack", (string?)problem!["code"]);
        (await CallAsync(system, Change)).MustNotTrust("rolledBack");

        string[] words = ["--head", (string)problem["found"]!["head"]!, "--reason", "the disk burnt"];
        Assert.Null(JsonNode.Parse((await OperateAsync(system, "accept-state", "alice", words)).Output)!["lineage"]);
        Assert.Equal("waiting", (string?)(await StatusAsync(system))["state"]);
        string lineage = (string)JsonNode.Parse((await OperateAsync(system, "accept-state", "bob", words)).Output)!["lineage"]!;
        (await CallAsync(system, Change)).MustNotTrust("lineageEnded");
        await DoneAsync(system, "receipt", "accept-lineage", lineage);
        await DoneAsync(system, Change);

        // It goes on at the next boot too, and what was given up stops nobody.
        await RestartAsync(system, configuration, () => Task.CompletedTask);
        await DoneAsync(system, ["--json", "operator", "provide", "--key", Key(system, "bob"), "--share", Share(system, "bob"), .. Trusting(system)]);
        NslRun last = await CallAsync(system, ["operator", "provide", "--key", Key(system, "alice"), "--share", Share(system, "alice"), .. Trusting(system), "--lineage", lineage]);
        Assert.Equal((0, ""), (last.Code, last.Error));
        await system.UntilReadyAsync();
        Assert.Equal((lineage, "the disk burnt"), ((string?)(await StatusAsync(system))["lineage"], (string?)(await StatusAsync(system))["accepted"]!["reason"]));
        await DoneAsync(system, Change);
    }

    private static async Task<string> ConfigureAsync(LocalSystem system)
    {
        List<string> members = [];
        foreach (string name in (string[])["alice", "bob"])
        {
            members.Add((await DoneAsync(system, "operator", "key", "--key", Key(system, name), "--name", name)).Output);
        }

        return $$$"""{"operators":{"threshold":2,"members":[{{{string.Join(',', members)}}}]}}""";
    }

    /// <summary>From an enclave that waits to an account in one that serves.</summary>
    private static async Task BeginAsync(LocalSystem system, string configuration)
    {
        await system.StartEnclaveAsync(configuration);
        await UntilThereAsync(system);
        await OperateAsync(system, "genesis", "alice");
        await OperateAsync(system, "genesis", "bob");
        await OperateAsync(system, "accept", "alice", "--share", Share(system, "alice"));
        await OperateAsync(system, "accept", "bob", "--share", Share(system, "bob"));
        await ProvideAsync(system);
        await system.UntilReadyAsync();
        await DoneAsync(system, "account", "register", "--name", "Me");
    }

    private static async Task RestartAsync(LocalSystem system, string configuration, Func<Task> meanwhile)
    {
        await system.Enclave.SignalAsync("KILL");
        await system.Enclave.EndAsync();
        system.Enclave.Dispose();
        await meanwhile();
        await system.StartEnclaveAsync(configuration);
        await UntilThereAsync(system);
    }

    /// <summary>Waits until the gateway has found the enclave, which waits for its operators.</summary>
    private static Task UntilThereAsync(LocalSystem system) =>
        LocalSystem.UntilAsync(async () => (await system.CallAsync("system/getAttestation", "{}")).IsSuccessStatusCode);

    private static async Task ProvideAsync(LocalSystem system)
    {
        await OperateAsync(system, "provide", "bob", "--share", Share(system, "bob"));
        await OperateAsync(system, "provide", "alice", "--share", Share(system, "alice"));
    }

    private static string Key(LocalSystem system, string name) => Path.Combine(system.Folder, name + ".pem");

    private static string Share(LocalSystem system, string name) => Path.Combine(system.Folder, name + ".share");

    private static string[] Trusting(LocalSystem system) =>
        ["--pcrs", Path.Combine(system.Folder, "local-pcrs.json"), "--local-root", Path.Combine(system.Folder, "local-root.pem")];

    private static async Task<JsonNode> StatusAsync(LocalSystem system) => JsonNode.Parse((await DoneAsync(system, "--json", "operator", "status")).Output)!;

    private static Task<NslRun> OperateAsync(LocalSystem system, string command, string name, params string[] more) =>
        DoneAsync(system, ["--json", "operator", command, "--key", Key(system, name), .. Trusting(system), .. more]);

    private static Task<NslRun> CallAsync(LocalSystem system, params string[] arguments) =>
        NslRun.Async(system.Api.BaseAddress!, Path.Combine(system.Folder, "home"), arguments);

    private static async Task<NslRun> DoneAsync(LocalSystem system, params string[] arguments)
    {
        NslRun run = await CallAsync(system, arguments);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return run;
    }
}
