using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using NeoServiceLayer.Tests.Chain;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>An enclave and a gateway of the published programs, in a folder of their own, ready to serve.</summary>
/// <remarks>
/// An emulated enclave's root key ends with it: what a test keeps is gone with the first one, so those that start a second are not
/// for it.
/// </remarks>
internal sealed partial class LocalSystem : IDisposable
{
    /// <summary>With NSL_EMULATED in the environment the enclave is the image, in QEMU's nitro-enclave machine.</summary>
    internal static readonly bool IsEmulated = Environment.GetEnvironmentVariable("NSL_EMULATED") is not null;

    private LocalSystem(string? folder) => Folder = folder ?? Directory.CreateTempSubdirectory("nsl-system-").FullName;

    /// <summary>What both keep: the enclave's root key and the gateway's store. Gone with this.</summary>
    internal string Folder { get; }

    /// <summary>The gateway's store.</summary>
    internal string StoreFile => Path.Combine(Folder, "gateway.db");

    internal RunningProgram Enclave { get; private set; } = null!;

    /// <summary>What serves in the enclave's place, if anything does.</summary>
    internal IDisposable? StandIn { get; private set; }

    internal RunningProgram Gateway { get; private set; } = null!;

    /// <summary>Speaks to the API's address.</summary>
    internal HttpClient Api { get; private set; } = null!;

    /// <summary>Speaks to the admin's address.</summary>
    internal HttpClient Admin { get; private set; } = null!;

    /// <summary>Starts both and waits until the gateway is ready.</summary>
    /// <param name="settings">The gateway's configuration, JSON.</param>
    /// <param name="folder">What both keep, from an earlier run; null: a new one.</param>
    /// <param name="environment">The gateway's environment, besides.</param>
    internal static async Task<LocalSystem> StartAsync(
        string settings = "{\"requestsPerSecond\":0}", string? folder = null, params (string Name, string Value)[] environment)
    {
        LocalSystem system = new(folder);
        return await system.OrDisposedAsync(async () =>
        {
            await File.WriteAllTextAsync(system.Settings, settings);
            await system.StartEnclaveAsync();
            await system.StartGatewayAsync(environment);
            await system.UntilReadyAsync();
        });
    }

    /// <summary>The same with a configuration for the enclave.</summary>
    /// <param name="configuration">The enclave's, JSON.</param>
    internal static async Task<LocalSystem> StartConfiguredAsync(string configuration)
    {
        LocalSystem system = new(folder: null);
        return await system.OrDisposedAsync(async () =>
        {
            await File.WriteAllTextAsync(system.Settings, "{\"requestsPerSecond\":0}");
            await system.StartEnclaveAsync(configuration);
            await system.StartGatewayAsync();
            await system.UntilReadyAsync();
        });
    }

    /// <summary>The same with something of the test's own where the enclave would be.</summary>
    /// <param name="standIn">Begins to serve at a Unix socket's path.</param>
    internal static async Task<LocalSystem> StartAsync(Func<string, IDisposable> standIn)
    {
        LocalSystem system = new(folder: null);
        return await system.OrDisposedAsync(async () =>
        {
            system.StandIn = standIn(system.Socket);
            await File.WriteAllTextAsync(system.Settings, "{}");
            await system.StartGatewayAsync();
            await system.UntilReadyAsync();
        });
    }

    /// <summary>Starts a gateway alone: who is at the enclave's end point is the test's affair.</summary>
    internal static async Task<LocalSystem> StartGatewayAloneAsync(Action<string> listen)
    {
        LocalSystem system = new(folder: null);
        return await system.OrDisposedAsync(async () =>
        {
            listen(system.Socket);
            await File.WriteAllTextAsync(system.Settings, "{\"requestsPerSecond\":0}");
            await system.StartGatewayAsync();
        });
    }

    /// <summary>Starts the gateway, at other addresses than before.</summary>
    internal async Task StartGatewayAsync(params (string Name, string Value)[] environment)
    {
        Gateway = await RunningProgram.StartAsync(
            "gateway", environment, "--enclave", Endpoint, "--store", "sqlite:" + StoreFile,
            "--urls", "http://127.0.0.1:0", "--admin", "http://127.0.0.1:0", "--config", Settings);
        Match addresses = ReadyLine().Match(Gateway.FirstLine);
        Assert.True(addresses.Success, Gateway.FirstLine);
        Api?.Dispose();
        Admin?.Dispose();
        Api = new HttpClient { BaseAddress = new Uri(addresses.Groups[1].Value) };
        Admin = new HttpClient { BaseAddress = new Uri(addresses.Groups[2].Value) };
    }

    /// <param name="settings">The enclave's configuration, JSON.</param>
    internal async Task StartEnclaveAsync(string settings = "{}")
    {
        string file = Path.Combine(Folder, "enclave.json");
        await File.WriteAllTextAsync(file, IsEmulated && settings == "{}" ? """{"registration":"open"}""" : settings);
        Enclave = IsEmulated
            ? await RunningProgram.StartAsync("tests/Emulated/boot", [("STATE", Machine)], file)
            : await RunningProgram.StartAsync("enclave-local", "--state", Folder, "--listen", "unix:" + Socket, "--config", file);
    }

    /// <summary>Waits until the enclave answers and has this gateway for its host.</summary>
    internal Task UntilReadyAsync() => UntilAsync(async () => (await Admin.GetAsync("/health/ready")).IsSuccessStatusCode);

    /// <summary>Waits until a metric has a value.</summary>
    internal Task UntilMetricAsync(string line) =>
        UntilAsync(async () => (await Admin.GetStringAsync("/metrics")).Split('\n').Contains(line));

    /// <summary>The value of a metric, which is named with its labels.</summary>
    internal async Task<long> MetricAsync(string name)
    {
        string metrics = await Admin.GetStringAsync("/metrics");
        string line = metrics.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return long.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>Calls an operation with a payload's bytes.</summary>
    internal Task<HttpResponseMessage> CallAsync(string operation, string payload, params (string Name, string Value)[] headers) =>
        CallAsync(operation, Encoding.UTF8.GetBytes(payload), headers);

    /// <inheritdoc cref="CallAsync(string, string, ValueTuple{string, string}[])"/>
    internal Task<HttpResponseMessage> CallAsync(string operation, byte[] payload, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/v1/" + operation)
        {
            Content = new ByteArrayContent(payload),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Api.SendAsync(request);
    }

    public void Dispose()
    {
        Api?.Dispose();
        Admin?.Dispose();
        Gateway?.Dispose();
        Enclave?.Dispose();
        StandIn?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Starts this, and ends what has begun if it cannot be started.</summary>
    private async Task<LocalSystem> OrDisposedAsync(Func<Task> start)
    {
        try
        {
            await start();
            return this;
        }
        catch
        {
            // Whatever went wrong, no program outlives the test.
            Dispose();
            throw;
        }
    }

    private string Socket => Path.Combine(Folder, "enclave.sock");

    private string Machine => Path.Combine(Folder, "machine");

    private string Endpoint => IsEmulated && Enclave is not null ? $"hybrid:{Machine}/enclave.sock:5000" : "unix:" + Socket;

    private string Settings => Path.Combine(Folder, "gateway.json");

    /// <summary>Asks until it is so, but not for ever.</summary>
    internal static Task UntilAsync(Func<Task<bool>> isSo) => Waiting.UntilAsync(isSo);

    [GeneratedRegex("^gateway: serving ([^,;]+), admin ([^,;]+), ")]
    private static partial Regex ReadyLine();
}
