using System.Globalization;
using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Enclave.Sandbox.Engine;
using NeoServiceLayer.Enclave.Sandbox.Supervisor;

namespace NeoServiceLayer.Perf.Load.Functions;

/// <summary>Runs of a handler in the sandbox, whose workers are this program once more, and in the engine without a worker around it.</summary>
internal static class SandboxLoad
{
    internal const string Warm = "warm";

    /// <summary>Workers that wait, so that a run finds one and another begins.</summary>
    private const int WarmWorkers = 2;
    private const int EngineStack = 16 << 20;

    /// <summary>Runs it again and again with pauses, and prints how long each took.</summary>
    /// <param name="handler">What runs.</param>
    /// <param name="start"><see cref="Warm"/>, or else no worker waits.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="pauseMs">The pause between two runs.</param>
    internal static int Run(Handler handler, string start, double seconds, int pauseMs)
    {
        using SandboxPool pool = new(new SandboxSettings { WarmWorkers = start == Warm ? WarmWorkers : 0 });
        SandboxJob job = JobOf(handler);
        Host host = new();
        Print(PacedLoad.Run(seconds, pauseMs, async () =>
        {
            SandboxOutcome outcome = await pool.RunAsync(job, host);
            Require(handler, outcome.Error);
        }));
        return 0;
    }

    /// <summary>The same in this process.</summary>
    internal static int RunEngine(Handler handler, double seconds, int pauseMs)
    {
        Thread thread = new(
            () =>
            {
                SandboxJob job = JobOf(handler);
                Print(PacedLoad.Run(seconds, pauseMs, () =>
                {
                    Require(handler, ScriptEngine.Run(job, new Link()).Error);
                    return Task.CompletedTask;
                }));
            },
            EngineStack);
        thread.Start();
        thread.Join();
        return 0;
    }

    /// <summary>Prints what a worker that waits takes of memory, in MB: all that is resident, and what of it is its own; and the statements of each handler.</summary>
    internal static int PrintFigures()
    {
        using SandboxPool pool = new(new SandboxSettings { WarmWorkers = WarmWorkers });
        List<string> statements = [];
        foreach (Handler handler in Handler.All)
        {
            SandboxOutcome outcome = pool.RunAsync(JobOf(handler), new Host()).AsTask().GetAwaiter().GetResult();
            Require(handler, outcome.Error);
            statements.Add($"{handler.Name} {outcome.Statements.ToString(CultureInfo.InvariantCulture)}");
        }

        Thread.Sleep(1000);
        int[] workers = [.. Footprint.Children()];
        string Mean(Func<int, long> of) => workers.Length == 0 ? "?" : (workers.Average(of) / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
        Console.WriteLine(
            $"{workers.Length} workers that wait: {Mean(Footprint.ResidentBytes)} MB resident each, of which {Mean(Footprint.OwnBytes)} MB its own; "
            + $"statements of a run: {string.Join(", ", statements)}");
        return 0;
    }

    private static void Require(Handler handler, ExecutionError? error)
    {
        if (error is not null)
        {
            throw new PerfException($"{handler.Name} failed: {error.Code}. {error.Message}");
        }
    }

    private static void Print(Measurement measured) =>
        Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(measured, MeasurementJson.Default.Measurement));

    private static SandboxJob JobOf(Handler handler) => new()
    {
        SourceCode = handler.SourceCode,
        Handler = "handler",
        Parameters = Encoding.UTF8.GetBytes(handler.Parameters),
        Environment = new Dictionary<string, string>(),
        Features = [],
        Seed = new byte[32],
        Time = DateTimeOffset.UnixEpoch,
        TimeoutMs = FunctionLimits.DefaultTimeoutMs,
        MemoryMiB = FunctionLimits.DefaultMemoryMiB,
        Statements = FunctionLimits.DefaultStatements,
    };

    private static HostAnswer Nothing { get; } = new("null"u8.ToArray(), null, null, DateTimeOffset.UnixEpoch);

    /// <summary>Answers everything with null, at once.</summary>
    private sealed class Host : ISandboxHost
    {
        public ValueTask<HostAnswer> CallAsync(string name, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Nothing);
    }

    /// <summary>Likewise, for an engine that has no worker around it.</summary>
    private sealed class Link : IWorkerLink
    {
        private readonly Queue<int> asked = new();

        public void Send(WorkerCall call) => asked.Enqueue(call.Id);

        public WorkerAnswer Receive() => new(asked.Dequeue(), Nothing);
    }
}
