using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NeoServiceLayer.Perf.Load.Chain;

/// <summary>A private Neo chain of one node with a block a second: neo-express, by <c>build/neoxp</c> of the folder that perf runs in.</summary>
internal sealed partial class PrivateNode : IDisposable
{
    private const string Program = "build/neoxp";

    /// <summary>As many as the enclave opens by default: a node takes 40 in all, and closes the others unheard.</summary>
    private const int MostConnections = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string folder;
    private readonly Process process;
    private readonly HttpClient http;

    /// <param name="folder">Where it keeps itself; not there yet.</param>
    internal PrivateNode(string folder)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        RunToEnd("create");
        string file = Path.Combine(this.folder, "default.neo-express");
        Address address = Load.Address.FreePort();
        string text = File.ReadAllText(file);
        Magic = uint.Parse(MagicMember().Match(text).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        File.WriteAllText(file, PortMember().Replace(
            text, member => $"\"{member.Groups[1].Value}\": {(member.Groups[1].Value == "rpc-port" ? address.Port : 0)}"));
        Url = $"http://{address.Authority}";
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = MostConnections }) { BaseAddress = new Uri(Url) };
        process = Start("run", "--seconds-per-block", "1");
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        Processes.Until(address.Answers, Patience, process, "The private chain does not run: build/install-packages chain installs what it needs.");
    }

    /// <summary>Where it answers.</summary>
    internal string Url { get; }

    /// <summary>Its process.</summary>
    internal int ProcessId => process.Id;

    /// <summary>The network's number.</summary>
    internal uint Magic { get; }

    /// <summary>Gives an account GAS, in whole GAS, and waits until a block has it.</summary>
    /// <returns>The transaction's hash.</returns>
    internal string Give(long gas, string address)
    {
        string said = RunToEnd("transfer", gas.ToString(CultureInfo.InvariantCulture), "GAS", "genesis", address);
        string hash = HashText().Match(said).Value;
        Processes.Until(() => TryCall("getapplicationlog", $"\"{hash}\"") is not null, Patience, process, $"No block has {hash}.");
        return hash;
    }

    /// <summary>How many blocks there are.</summary>
    internal uint Height() => TryCall("getblockcount", "")!.Value.GetUInt32();

    /// <summary>Waits until no transaction waits for its block.</summary>
    internal void UntilNothingWaits() => Processes.Until(
        () => TryCall("getrawmempool", "")!.Value.GetArrayLength() == 0, Patience, process, "Transactions wait, and no block takes them.");

    /// <summary>Sends a transaction; whether the node took it.</summary>
    internal async Task<bool> SendAsync(string transaction) => await CallAsync("sendrawtransaction", $"\"{transaction}\"") is not null;

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        http.Dispose();
    }

    private JsonElement? TryCall(string method, string parameters) => CallAsync(method, parameters).GetAwaiter().GetResult();

    /// <summary>The result; null where the node says no.</summary>
    private async Task<JsonElement?> CallAsync(string method, string parameters)
    {
        using StringContent body = new($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":[{{parameters}}]}""", Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        using HttpResponseMessage response = await http.PostAsync((Uri?)null, body);
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return answer.RootElement.TryGetProperty("result", out JsonElement result) ? result.Clone() : null;
    }

    private string RunToEnd(params string[] arguments)
    {
        using Process command = Start(arguments);
        string said = command.StandardOutput.ReadToEnd();
        command.WaitForExit();
        return command.ExitCode == 0 ? said : throw new PerfException($"{Program} {string.Join(' ', arguments)} ended with {command.ExitCode}: {said.Trim()}");
    }

    private Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("setpriv", ["--pdeathsig", "KILL", Program, .. arguments]) { RedirectStandardOutput = true };
        start.Environment["NSL_CHAIN"] = folder;
        return Process.Start(start) ?? throw new PerfException($"{Program} cannot be started.");
    }

    [GeneratedRegex("\"magic\": *([0-9]+)")]
    private static partial Regex MagicMember();

    [GeneratedRegex("\"(tcp-port|ws-port|rpc-port)\": *[0-9]+")]
    private static partial Regex PortMember();

    [GeneratedRegex("0x[0-9a-f]{64}")]
    private static partial Regex HashText();
}
