using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Chain;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Functions;

/// <summary>The published programs, with an account whose owner types nsl's commands, a host of the web that functions may fetch from, and perhaps a chain.</summary>
internal sealed class FunctionSystem : IDisposable
{
    private readonly LocalSystem system;

    private FunctionSystem(LocalSystem system) => this.system = system;

    internal string Folder => system.Folder;

    internal static async Task<FunctionSystem> StartAsync(WebHost? web = null, PrivateChain? chain = null)
    {
        JsonObject configuration = [];
        if (web is not null)
        {
            configuration["egress"] = new JsonObject { ["userHosts"] = "listed", ["hosts"] = new JsonArray(web.Host), ["roots"] = web.Roots };
        }

        if (chain is not null)
        {
            configuration["networks"] = new JsonArray(new JsonObject
            {
                ["name"] = "private",
                ["magic"] = chain.Network,
                ["quorum"] = 1,
                ["endpoints"] = new JsonArray(new JsonObject { ["url"] = $"http://{chain.Address}" }),
            });
        }

        FunctionSystem made = new(await LocalSystem.StartConfiguredAsync(configuration.ToJsonString()));
        await made.DoneAsync("account", "register", "--name", "Me");
        return made;
    }

    /// <summary>The path of one of the worked examples.</summary>
    internal static string Example(string name) => Path.Combine(Published.Root, "examples", "functions", name);

    /// <summary>Types a command, which must succeed; gives its answer.</summary>
    internal async Task<JsonElement> DoneAsync(params string[] arguments)
    {
        NslRun run = await RunAsync(arguments);
        Assert.True(run.Code == 0, $"nsl {string.Join(' ', arguments)}: {run.Error}");
        return JsonElement.Parse(run.Output);
    }

    /// <summary>Types a command.</summary>
    internal Task<NslRun> RunAsync(params string[] arguments) =>
        NslRun.Async(system.Api.BaseAddress!, Path.Combine(Folder, "home"), ["--json", .. arguments]);

    /// <summary>Deploys a function, and gives it what it asks for by the commands that the deployment prints; gives its id.</summary>
    internal async Task<string> DeployAsync(params string[] arguments)
    {
        string[] command = ["function", "deploy", .. arguments];
        JsonElement deployed = await DoneAsync(command);
        if (deployed.TryGetProperty("toGrant", out JsonElement missing))
        {
            foreach (JsonElement grant in missing.EnumerateArray())
            {
                await DoneAsync(grant.GetString()!.Split(' ')[1..]);
            }
        }

        JsonElement again = await DoneAsync(command);
        Assert.Equal("unchanged", again.GetProperty("change").GetString());
        Assert.False(again.TryGetProperty("toGrant", out _));
        return deployed.GetProperty("functionId").GetString()!;
    }

    /// <summary>Executes a function, with parameters or without; gives how that went.</summary>
    internal Task<JsonElement> ExecuteAsync(string functionId, string? parameters) =>
        DoneAsync(["function", "execute-function", "--function-id", functionId, .. parameters is null ? [] : (string[])["--parameters", parameters]]);

    /// <summary>The same, and it must succeed; gives what it returned.</summary>
    internal async Task<JsonElement> ResultAsync(string functionId, string? parameters = null)
    {
        JsonElement execution = await ExecuteAsync(functionId, parameters);
        Assert.True(execution.GetProperty("status").GetString() == "succeeded", execution.GetRawText());
        JsonElement replay = await DoneAsync("function", "replay-execution", "--execution-id", execution.GetProperty("executionId").GetString()!);
        Assert.True(replay.GetProperty("match").GetBoolean(), replay.GetRawText());
        return execution.GetProperty("result");
    }

    /// <summary>Waits until a trigger has executed a function, and that is over; gives the execution.</summary>
    internal async Task<JsonElement> TriggeredAsync(string functionId, int minutes = 1)
    {
        JsonElement found = default;
        await Waiting.UntilAsync(async () =>
        {
            JsonElement all = await DoneAsync("function", "list-executions", "--function-id", functionId);
            found = all.GetProperty("executions").EnumerateArray().FirstOrDefault(
                each => each.GetProperty("cause").GetString() == "trigger" && each.TryGetProperty("endedAt", out _));
            return found.ValueKind == JsonValueKind.Object;
        }, minutes);
        return await DoneAsync("function", "get-execution", "--execution-id", found.GetProperty("executionId").GetString()!);
    }

    public void Dispose() => system.Dispose();
}
