using System.Text.Json.Nodes;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Local.SoftwareModule;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Client;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Provisioning;

/// <summary><c>nsl operator</c>, against a real host behind a gateway that is honest, or lies.</summary>
public sealed class OperatorCommandTests : IDisposable
{
    private readonly TestModule module = new();
    private readonly MemoryStore store = new();
    private readonly string folder;

    public OperatorCommandTests()
    {
        LocalMeasurements.Export(module.Folder, TestModule.Measured("configuration"));
        folder = Directory.CreateDirectory(Path.Combine(module.Folder, "operators")).FullName;
    }

    public void Dispose() => module.Dispose();

    [Fact]
    public async Task Operators_begin_a_deployment_provide_to_its_boots_and_rotate()
    {
        string configuration = await ConfigureAsync("alice", "bob", "carol");
        using (WaitingEnclave enclave = new(module, configuration, store))
        {
            await using LoopbackGateway gateway = enclave.Gateway();
            Assert.Matches("dealt: +false", (await DoneAsync(gateway, "genesis", "alice")).Output);
            Assert.Matches("dealt: +true", (await DoneAsync(gateway, "genesis", "carol")).Output);
            foreach (string name in (string[])["alice", "bob", "carol"])
            {
                Assert.Matches("threshold: +2", (await DoneAsync(gateway, "accept", name, Share(name))).Output);
            }

            Assert.Matches("opened: +false", (await DoneAsync(gateway, "provide", "alice", Share("alice"))).Output);
            NslRun status = await NslRun.Async(gateway, "operator", "status");
            Assert.Matches("state: +waiting", status.Output);
            Assert.Matches("opened: +true", (await DoneAsync(gateway, "provide", "bob", Share("bob"))).Output);
            enclave.UntilServing();

            await DoneAsync(gateway, "rotate", "carol");
            await DoneAsync(gateway, "rotate", "bob");
            await DoneAsync(gateway, "accept", "carol", Share("carol") + ".2");
            await DoneAsync(gateway, "accept", "alice", Share("alice") + ".2");
        }

        using WaitingEnclave next = new(module, configuration, store);
        await using LoopbackGateway again = next.Gateway();
        await DoneAsync(again, "provide", "carol", Share("carol") + ".2");
        Assert.Matches("opened: +true", (await DoneAsync(again, "provide", "alice", Share("alice") + ".2")).Output);
        next.UntilServing();
    }

    [Fact]
    public async Task Nothing_is_sent_to_an_enclave_that_is_not_the_expected_one()
    {
        using WaitingEnclave enclave = new(module, await ConfigureAsync("alice"), store);
        await using LoopbackGateway gateway = enclave.Gateway();
        await DoneAsync(gateway, "genesis", "alice");
        await DoneAsync(gateway, "accept", "alice", Share("alice"));
        LocalMeasurements.Export(module.Folder, TestModule.Measured("another"));
        foreach (string command in (string[])["genesis", "accept", "provide", "rotate"])
        {
            string[] share = command is "accept" or "provide" ? [Share("alice")] : [];
            AssertNotTrusted("configuration", await RunAsync(gateway, command, "alice", share));
        }

        Assert.Equal(EnclaveState.Waiting, enclave.Status.State);
    }

    [Fact]
    public async Task Records_that_the_document_does_not_bind_are_not_accepted()
    {
        using WaitingEnclave enclave = new(module, await ConfigureAsync("alice"), store);
        await using LoopbackGateway honest = enclave.Gateway();
        await DoneAsync(honest, "genesis", "alice");
        await using LoopbackGateway lying = enclave.Gateway((operation, answer) =>
        {
            JsonNode said = JsonNode.Parse(answer)!;
            if (operation == "getDealtShares")
            {
                said["genesis"] = Convert.ToBase64String([.. Convert.FromBase64String((string)said["genesis"]!), (byte)' ']);
            }

            return said.ToJsonString();
        });
        AssertNotTrusted("dealing", await RunAsync(lying, "accept", "alice", Share("alice")));
        Assert.False(File.Exists(Share("alice")));
    }

    [Fact]
    public async Task A_share_that_is_not_the_operator_s_is_not_accepted_and_one_that_is_there_is_not_replaced()
    {
        using WaitingEnclave enclave = new(module, await ConfigureAsync("alice", "bob"), store);
        await using LoopbackGateway honest = enclave.Gateway();
        await DoneAsync(honest, "genesis", "alice");
        await DoneAsync(honest, "genesis", "bob");
        await using LoopbackGateway swapping = enclave.Gateway((operation, answer) =>
        {
            JsonNode said = JsonNode.Parse(answer)!;
            if (operation == "getDealtShares")
            {
                (said["shares"]![0]!["sealed"], said["shares"]![1]!["sealed"]) =
                    ((string)said["shares"]![1]!["sealed"]!, (string)said["shares"]![0]!["sealed"]!);
            }

            return said.ToJsonString();
        });
        AssertNotTrusted("share", await RunAsync(swapping, "accept", "alice", Share("alice")));
        await DoneAsync(honest, "accept", "alice", Share("alice"));
        byte[] kept = await File.ReadAllBytesAsync(Share("alice"), TestContext.Current.CancellationToken);
        Assert.Equal(2, (await RunAsync(honest, "accept", "alice", Share("alice"))).Code);
        Assert.Equal(kept, await File.ReadAllBytesAsync(Share("alice"), TestContext.Current.CancellationToken));

        // It opens with nobody else's key.
        AssertNotTrusted("share", await RunAsync(honest, "provide", "bob", Share("alice")));
    }

    [Fact]
    public async Task A_share_goes_to_no_other_deployment()
    {
        string configuration = await ConfigureAsync("alice");
        using (WaitingEnclave enclave = new(module, configuration, store))
        {
            await using LoopbackGateway gateway = enclave.Gateway();
            await DoneAsync(gateway, "genesis", "alice");
            await DoneAsync(gateway, "accept", "alice", Share("alice"));
        }

        using WaitingEnclave other = new(module, configuration, store);
        await using LoopbackGateway another = other.Gateway();
        await DoneAsync(another, "genesis", "alice");
        AssertNotTrusted("deployment", await RunAsync(another, "provide", "alice", Share("alice")));
    }

    [Fact]
    public async Task A_gateway_that_keeps_the_answer_back_does_not_make_the_deployment_new_again()
    {
        string configuration = await ConfigureAsync("alice");
        using (WaitingEnclave enclave = new(module, configuration, store))
        {
            await using LoopbackGateway honest = enclave.Gateway();
            await DoneAsync(honest, "genesis", "alice");
            await DoneAsync(honest, "accept", "alice", Share("alice"));
            await using LoopbackGateway silent = enclave.Gateway((operation, answer) => operation == "provide" ? "not an answer" : answer);
            Assert.Equal(3, (await RunAsync(silent, "provide", "alice", Share("alice"))).Code);
            enclave.UntilServing();
        }

        using WaitingEnclave next = new(module, configuration, new MemoryStore());
        await using LoopbackGateway again = next.Gateway();
        await DoneAsync(again, "provide", "alice", Share("alice"));
        while (next.Status.StateProblem is null)
        {
            await Task.Yield();
        }

        Assert.Equal(StateProblemCode.StoreEmpty, next.Status.StateProblem!.Code);
    }

    [Fact]
    public async Task What_is_missing_or_not_safe_is_said_before_anything_is_sent()
    {
        await ConfigureAsync("alice");
        Assert.Equal(2, (await NslRun.OfflineAsync("operator", "genesis")).Code);
        Assert.Contains("--pcrs", (await NslRun.OfflineAsync("operator", "genesis", "--key", Key("alice"))).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await NslRun.OfflineAsync("operator", "seize")).Code);
        Assert.Equal(2, (await NslRun.OfflineAsync("operator", "key", "--key", Key("alice"), "--name", "alice")).Code);
        File.SetUnixFileMode(Key("alice"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", (await NslRun.OfflineAsync(Arguments("genesis", "alice"))).Error, StringComparison.Ordinal);
        Assert.Contains("operator provide", (await NslRun.OfflineAsync("operator", "--help")).Output, StringComparison.Ordinal);
    }

    /// <summary>Makes a key for each name; the configuration that names them, of whom two, or all there are, act together.</summary>
    private async Task<string> ConfigureAsync(params string[] names)
    {
        List<string> members = [];
        foreach (string name in names)
        {
            NslRun run = await NslRun.OfflineAsync("operator", "key", "--key", Key(name), "--name", name);
            Assert.Equal((0, ""), (run.Code, run.Error));
            members.Add(run.Output);
        }

        return $$$"""{"operators":{"threshold":{{{Math.Min(2, names.Length)}}},"members":[{{{string.Join(',', members)}}}]}}""";
    }

    private string Key(string name) => Path.Combine(folder, name + ".pem");

    private string Share(string name) => Path.Combine(folder, name + ".share");

    private string[] Arguments(string command, string name, params string[] share) =>
    [
        "operator", command, "--key", Key(name), "--pcrs", Path.Combine(module.Folder, "local-pcrs.json"),
        "--local-root", Path.Combine(module.Folder, "local-root.pem"), .. share.SelectMany(file => (string[])["--share", file]),
    ];

    private Task<NslRun> RunAsync(LoopbackGateway gateway, string command, string name, params string[] share) =>
        NslRun.Async(gateway, Arguments(command, name, share));

    private async Task<NslRun> DoneAsync(LoopbackGateway gateway, string command, string name, params string[] share)
    {
        NslRun run = await RunAsync(gateway, command, name, share);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return run;
    }

    private static void AssertNotTrusted(string check, NslRun run)
    {
        Assert.Equal((4, ""), (run.Code, run.Output));
        Assert.StartsWith($"nsl: not trusted: {check}: ", run.Error, StringComparison.Ordinal);
    }
}
