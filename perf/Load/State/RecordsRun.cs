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

    private readonly string state = Path.Combine(folders.Stores, "state");
    private readonly string store = Path.Combine(folders.Stores, "records.db");

    internal void Run(int count)
    {
        Fill(count);
        output.WriteLine(
            $"{"start",-7}{"records",10}{"scan s",9}{"records/s",12}{"C s",8}{"C by key s",12}{"ratio",7}{"by key",8}"
            + $"{"RSS before",12}{"after",9}{"peak",9}{"B/record",10}{"index B",9}{"load",6}");
        List<Start> starts = [];
        for (int round = 1; round <= Rounds; round++)
        {
            Start start = Measure();
            starts.Add(start);
            output.WriteLine(
                $"{round,-7}{start.Records,10}{start.Seconds,9:0.00}{start.Records / start.Seconds,12:0}{start.Plain,8:0.00}{start.ByKey,12:0.00}"
                + $"{start.Plain / start.Seconds,7:0.00}{start.ByKey / start.Seconds,8:0.00}"
                + $"{Megabytes(start.Before),12}{Megabytes(start.After),9}{Megabytes(start.Peak),9}"
                + $"{start.BytesARecord,10:0.0}{start.Index / (double)start.Records,9:0.0}{Footprint.LoadAverage(),6}");
        }

        foreach (Budget budget in Budget.Read(budgetsFile).Where(budget => budget.Of == Name))
        {
            double figure = starts.Select(Pick(budget)).Order().ElementAt(Rounds / 2);
            output.WriteLine($"{budget.What}: {figure:0.00}, budget {budget.Limit}: {(budget.IsMetBy(figure) ? "met" : "missed")}");
        }
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:0.0} MB";

    private static Func<Start, double> Pick(Budget budget) => budget.Figure switch
    {
        "bytesARecord" => static start => start.BytesARecord,
        "indexBytesARecord" => static start => start.Index / (double)start.Records,
        "perSecond" when budget.Beside == "C SQLite by key" => static start => start.ByKey / start.Seconds,
        _ => throw new PerfException($"budgets.json: there is no figure {budget.Figure} of {Name}."),
    };

    /// <summary>Seals and commits them through the engine, the link and the gateway, a thousand in a commit.</summary>
    private void Fill(int count)
    {
        long began = Stopwatch.GetTimestamp();
        Address socket = new(Path.Combine(folders.Sockets, "fill.sock"), 0);
        using (Engine engine = new(Placement.Free, Program("gateway"), socket, state, store))
        {
            engine.Ask($"fill {count} {ContentBytes}");
        }

        Stored stored = Stored.Ask(Program("stored"), store, "scan");
        output.WriteLine(
            $"{stored.Records} records of {ContentBytes} bytes sealed and committed in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, "
            + $"{new FileInfo(store).Length / 1e6:0} MB in {folders.Stores}, on {folders.FileSystem}");
    }

    /// <summary>Starts an enclave and then a gateway, until it is ready; C reads the same file before and after.</summary>
    private Start Measure()
    {
        Stored plain = Stored.Ask(Program("stored"), store, "scan");
        Stored byKey = Stored.Ask(Program("stored"), store, "scan-by-key");
        Address socket = new(Path.Combine(folders.Sockets, "enclave.sock"), 0);
        using Process enclave = Processes.Serve(
            Placement.Free, socket, Program("enclave-local"), "--listen", socket.Endpoint, "--state", state);
        long before = Footprint.ResidentBytes(enclave.Id);
        GatewayProcess gateway = GatewayProcess.Start(Placement.Free, Program("gateway"), socket, store);
        long began = Stopwatch.GetTimestamp();
        gateway.UntilReady();
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        StateFigures figures = Figures(gateway.Api);
        Start start = new(
            figures.Records, seconds, plain.Seconds, byKey.Seconds, before,
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

    /// <summary>One start: seconds ours and C's, and the enclave's memory in bytes.</summary>
    private sealed record Start(
        long Records, double Seconds, double Plain, double ByKey, long Before, long After, long Peak, long Index)
    {
        internal double BytesARecord => (After - Before) / (double)Records;
    }
}
