using System.Text.Json.Nodes;
using NeoServiceLayer.Enclave.Local.SoftwareModule;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Client;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Provisioning;

/// <summary>A restored backup by the commands that operators and users have: it is seen, refused, accepted, and named to everybody.</summary>
public sealed class AcceptStateCommandTests : IDisposable
{
    private static readonly string[] Change = ["wallet", "create-wallet", "--name", "Savings"];

    private readonly TestModule module = new();
    private readonly MemoryStore store = new();
    private readonly string folder;

    public AcceptStateCommandTests()
    {
        LocalMeasurements.Export(module.Folder, TestModule.Measured("configuration"));
        folder = Directory.CreateDirectory(Path.Combine(module.Folder, "operators")).FullName;
    }

    private string Home => Path.Combine(folder, "home");

    public void Dispose() => module.Dispose();

    [Fact]
    public async Task A_backup_is_noticed_by_what_operators_have_seen_and_gone_on_from_when_they_and_the_user_name_it()
    {
        string configuration = await ConfigureAsync("alice", "bob");
        MemoryStore backup = await BeginAsync(configuration);
        using WaitingEnclave enclave = new(module, configuration, backup);
        await using LoopbackGateway gateway = enclave.Gateway();
        await DoneAsync(gateway, "provide", "bob", "--share", Share("bob"));
        JsonNode opened = await DoneAsync(gateway, "provide", "alice", "--share", Share("alice"));
        Assert.Equal((true, false), ((bool)opened["opened"]!, (bool)opened["stateNoted"]!));
        await enclave.UntilToldAsync("state.halted");
        JsonNode status = await StatusAsync(gateway);
        Assert.Equal(("waiting", "rolledBack"), ((string?)status["state"], (string?)status["stateProblem"]!["code"]));
        MustNotTrust("rolledBack", await NslRun.AtHomeAsync(Home, gateway.Address, "wallet", "list-wallets"));

        string head = (string)status["stateProblem"]!["found"]!["head"]!;
        string[] accepting = ["--head", head, "--reason", "the disk burnt"];
        Assert.Equal(2, (await RunAsync(gateway, "accept-state", "alice", "--head", new string('0', 64), "--reason", "x")).Code);
        JsonNode first = await DoneAsync(gateway, "accept-state", "alice", accepting);
        Assert.Equal((1, null), (first["signed"]!.AsArray().Count, (string?)first["lineage"]));
        Assert.Equal(1, (await RunAsync(gateway, "accept-state", "alice", accepting)).Code);
        string lineage = (string)(await DoneAsync(gateway, "accept-state", "bob", accepting))["lineage"]!;
        status = await StatusAsync(gateway);
        Assert.Equal(("serving", lineage, "the disk burnt"), ((string?)status["state"], (string?)status["lineage"], (string?)status["accepted"]!["reason"]));

        await TheUserMustBeToldAsync(gateway, lineage);
        string[] noting = ["operator", "status", "--share", Share("alice"), .. Trusting];
        MustNotTrust("forked", await NslRun.Async(gateway, noting));
        Assert.Equal(0, (await NslRun.Async(gateway, [.. noting, "--lineage", lineage])).Code);
        Assert.Equal(0, (await NslRun.Async(gateway, noting)).Code);
    }

    [Fact]
    public async Task There_is_nothing_to_accept_where_nothing_is_missing()
    {
        string configuration = await ConfigureAsync("alice", "bob");
        await BeginAsync(configuration);
        using WaitingEnclave enclave = new(module, configuration, store);
        await using LoopbackGateway gateway = enclave.Gateway();
        await DoneAsync(gateway, "provide", "bob", "--share", Share("bob"));
        Assert.True((bool)(await DoneAsync(gateway, "provide", "alice", "--share", Share("alice")))["stateNoted"]!);
        enclave.UntilServing();
        NslRun run = await RunAsync(gateway, "accept-state", "alice", "--head", new string('0', 64), "--reason", "x");
        Assert.Equal((2, ""), (run.Code, run.Output));
    }

    [Fact]
    public async Task A_lineage_is_taken_by_its_name_alone()
    {
        Assert.Equal(2, (await NslRun.OfflineAtHomeAsync(Home, "receipt", "accept-lineage")).Code);
        Assert.Equal(2, (await NslRun.OfflineAtHomeAsync(Home, "receipt", "accept-lineage", "all")).Code);
        Assert.Equal(2, (await NslRun.OfflineAtHomeAsync(Home, "receipt", "accept-lineage", new string('0', 32))).Code); // there is no account
        Assert.Equal(2, (await NslRun.OfflineAsync("operator", "status", "--share", Share("alice"))).Code);
    }

    /// <summary>Begins a deployment with a user, and gives its store as of a backup, after which more was seen by the user and by alice.</summary>
    private async Task<MemoryStore> BeginAsync(string configuration)
    {
        using WaitingEnclave enclave = new(module, configuration, store);
        await using LoopbackGateway gateway = enclave.Gateway();
        foreach (string name in (string[])["alice", "bob"])
        {
            await DoneAsync(gateway, "genesis", name);
        }

        foreach (string name in (string[])["alice", "bob"])
        {
            await DoneAsync(gateway, "accept", name, "--share", Share(name));
        }

        await DoneAsync(gateway, "provide", "alice", "--share", Share("alice"));
        await DoneAsync(gateway, "provide", "bob", "--share", Share("bob"));
        Assert.Equal((false, true), (HasSeen("alice"), HasSeen("bob")));
        await UserAsync(gateway, "account", "register", "--name", "Me");
        await UserAsync(gateway, Change);
        MemoryStore backup = store.Copy();
        for (int i = 0; i < 5; i++)
        {
            await UserAsync(gateway, Change);
        }

        NslRun noting = await NslRun.Async(gateway, ["operator", "status", "--share", Share("alice"), .. Trusting]);
        Assert.Equal((0, ""), (noting.Code, noting.Error));
        Assert.True(HasSeen("alice"));
        return backup;
    }

    private async Task TheUserMustBeToldAsync(LoopbackGateway gateway, string lineage)
    {
        NslRun ended = await NslRun.AtHomeAsync(Home, gateway.Address, Change);
        MustNotTrust("lineageEnded", ended);
        Assert.Contains(lineage, ended.Error, StringComparison.Ordinal);
        await UserAsync(gateway, "receipt", "accept-lineage", new string('0', 32));
        MustNotTrust("forked", await NslRun.AtHomeAsync(Home, gateway.Address, "wallet", "list-wallets"));
        await UserAsync(gateway, "receipt", "accept-lineage", lineage);
        await UserAsync(gateway, Change);
        await UserAsync(gateway, "wallet", "list-wallets");
    }

    private async Task<string> ConfigureAsync(params string[] names)
    {
        List<string> members = [];
        foreach (string name in names)
        {
            members.Add((await NslRun.OfflineAsync("operator", "key", "--key", Key(name), "--name", name)).Output);
        }

        return $$$"""{"operators":{"threshold":{{{names.Length}}},"members":[{{{string.Join(',', members)}}}]}}""";
    }

    private string Key(string name) => Path.Combine(folder, name + ".pem");

    private string Share(string name) => Path.Combine(folder, name + ".share");

    private bool HasSeen(string name) => JsonNode.Parse(File.ReadAllText(Share(name)))!["floor"] is not null;

    private string[] Trusting => ["--pcrs", Path.Combine(module.Folder, "local-pcrs.json"), "--local-root", Path.Combine(module.Folder, "local-root.pem")];

    private Task<NslRun> RunAsync(LoopbackGateway gateway, string command, string name, params string[] more) =>
        NslRun.Async(gateway, ["--json", "operator", command, "--key", Key(name), .. Trusting, .. more]);

    private async Task<JsonNode> DoneAsync(LoopbackGateway gateway, string command, string name, params string[] more)
    {
        NslRun run = await RunAsync(gateway, command, name, more);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return JsonNode.Parse(run.Output)!;
    }

    private static async Task<JsonNode> StatusAsync(LoopbackGateway gateway) =>
        JsonNode.Parse((await NslRun.Async(gateway, "--json", "operator", "status")).Output)!;

    private async Task UserAsync(LoopbackGateway gateway, params string[] arguments)
    {
        NslRun run = await NslRun.AtHomeAsync(Home, gateway.Address, arguments);
        Assert.Equal((0, ""), (run.Code, run.Error));
    }

    private static void MustNotTrust(string check, NslRun run)
    {
        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.StartsWith($"nsl: not trusted: {check}: ", run.Error, StringComparison.Ordinal);
    }
}
