using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Perf.Load.State;

/// <summary>
/// A start on many records: how long the scan takes and what it leaves in the enclave's memory, beside C that reads the same table.
/// </summary>
internal sealed class RecordsRun(Folders folders, string programs, string budgetsFile, TextWriter output)
{
    internal const string Name = "records";

    private const int ContentBytes = 200;
    private const int Rounds = 3;

    internal void Run(int count)
    {
        Fill(count);
        Start empty = Begin("empty");
        output.WriteLine(
            $"{"start",-7}{"records",10}{"scan s",8}{"records/s",11}{"CPU s: enclave, gateway",25}{"C s",7}{"ratio",7}{"C by key s",12}{"ratio",7}"
            + $"{"RSS empty",11}{"now",10}{"peak",10}{"B/record",10}{"of index",10}{"load",6}");
        List<Comparison> done = [];
        for (int round = 1; round <= Rounds; round++)
        {
            Stored plain = Stored.Ask(Program("stored"), Store(Name), "scan");
            Stored byKey = Stored.Ask(Program("stored"), Store(Name), "scan-by-key");
            Comparison now = new(Begin(Name), empty, plain.Seconds, byKey.Seconds);
            done.Add(now);
            output.WriteLine(
                $"{round,-7}{now.Ours.Records,10}{now.Ours.Seconds,8:0.00}{now.Ours.Records / now.Ours.Seconds,11:0}"
                + $"{$"{now.Ours.EnclaveSeconds:0.00}, {now.Ours.GatewaySeconds:0.00}",25}"
                + $"{now.Plain,7:0.00}{now.Plain / now.Ours.Seconds,7:0.00}{now.ByKey,12:0.00}{now.ByKey / now.Ours.Seconds,7:0.00}"
                + $"{Megabytes(empty.Resident),11}{Megabytes(now.Ours.Resident),10}{Megabytes(now.Ours.Peak),10}"
                + $"{now.BytesARecord,10:0.0}{now.IndexBytesARecord,10:0.0}{Footprint.LoadAverage(),6}");
        }

        foreach (Budget budget in Budget.Read(budgetsFile).Where(budget => budget.Of == Name))
        {
            double figure = done.Select(Pick(budget)).Order().ElementAt(Rounds / 2);
            output.WriteLine($"{budget.What}: {figure:0.0}, budget {budget.Limit}: {(budget.IsMetBy(figure) ? "met" : "missed")}");
        }
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:0.0} MB";

    private static Func<Comparison, double> Pick(Budget budget) => budget.Figure switch
    {
        "bytesARecord" => static comparison => comparison.BytesARecord,
        "indexBytesARecord" => static comparison => comparison.IndexBytesARecord,
        _ => throw new PerfException($"budgets.json: there is no figure {budget.Figure} of {Name}."),
    };

    /// <summary>Seals and commits them through the engine, the link and the gateway, a thousand in a commit.</summary>
    private void Fill(int count)
    {
        long began = Stopwatch.GetTimestamp();
        Address socket = new(Path.Combine(folders.Sockets, "fill.sock"), 0);
        using (Engine engine = new(Placement.Free, Program("gateway"), socket, State(Name), Store(Name)))
        {
            engine.Ask($"fill {count} {ContentBytes}");
        }

        Stored stored = Stored.Ask(Program("stored"), Store(Name), "scan");
        output.WriteLine(
            $"{stored.Records} records of {ContentBytes} bytes sealed and committed in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, "
            + $"{new FileInfo(Store(Name)).Length / 1e6:0} MB in {folders.Stores}, on {folders.FileSystem}");
    }

    /// <summary>Starts an enclave on a state, and then a gateway on its store, until it is ready.</summary>
    private Start Begin(string name)
    {
        Address socket = new(Path.Combine(folders.Sockets, "enclave.sock"), 0);
        using Process enclave = Processes.Serve(
            Placement.Free, socket, Program("enclave-local"), "--listen", socket.Endpoint, "--state", State(name));
        GatewayProcess gateway = GatewayProcess.Start(Placement.Free, Program("gateway"), socket, Store(name));
        long began = Stopwatch.GetTimestamp();
        gateway.UntilReady();
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        StateFigures figures = Figures(gateway.Api);
        Start start = new(
            figures.Records, seconds, enclave.TotalProcessorTime.TotalSeconds, gateway.Process.TotalProcessorTime.TotalSeconds,
            Footprint.ResidentBytes(enclave.Id), Footprint.PeakBytes(enclave.Id), figures.IndexBytes);
        foreach (Process process in (Process[])[gateway.Process, enclave])
        {
            process.Kill();
            process.WaitForExit();
        }

        gateway.Process.Dispose();
        return start;
    }

    private static StateFigures Figures(Address gateway)
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Post, $"http://{gateway.Authority}/v1/system/getMetrics")
        {
            Content = new StringContent("{}", new MediaTypeHeaderValue("application/json")),
        };
        using HttpResponseMessage response = http.Send(request);
        return JsonSerializer.Deserialize(response.Content.ReadAsStream(), SystemOperations.GetMetrics.Response)!.State
            ?? throw new PerfException("The enclave serves and has no figures of its state.");
    }

    private string Program(string name)
    {
        string own = Path.Combine(programs, "perf", name);
        return File.Exists(own) ? own : Path.Combine(programs, name);
    }

    private string State(string name) => Path.Combine(folders.Stores, name);

    private string Store(string name) => Path.Combine(folders.Stores, name + ".db");

    /// <summary>One start: how long until it served, what both computed meanwhile, and the enclave's memory in bytes.</summary>
    private sealed record Start(
        long Records, double Seconds, double EnclaveSeconds, double GatewaySeconds, long Resident, long Peak, long Index);

    /// <summary>A start on many records, one on none, and the seconds that C took for the same table.</summary>
    private sealed record Comparison(Start Ours, Start Empty, double Plain, double ByKey)
    {
        /// <summary>What an enclave has resident for a record: the difference to one that serves none.</summary>
        internal double BytesARecord => (Ours.Resident - Empty.Resident) / (double)Ours.Records;

        internal double IndexBytesARecord => Ours.Index / (double)Ours.Records;
    }
}
