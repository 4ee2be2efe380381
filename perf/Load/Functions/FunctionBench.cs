using System.Diagnostics;
using System.Globalization;

namespace NeoServiceLayer.Perf.Load.Functions;

/// <summary>
/// Functions: through gateway and enclave beside a ping there; and the sandbox by itself, beside its engine without a worker around it, and
/// beside node, which runs the same modules.
/// </summary>
internal sealed class FunctionBench(Folders folders, string programs) : IDisposable
{
    /// <summary>Long enough for the pool to have another worker ready.</summary>
    private const int PauseMs = 40;
    private const double Seconds = 3;

    private readonly List<IDisposable> owned = [];
    private readonly List<Process> servers = [];

    /// <summary>The sandbox alone: an empty handler, 100,000 statements, one call to the host; and a start with no worker ready.</summary>
    internal static IReadOnlyList<Hop> Sandboxed(TextWriter output)
    {
        output.WriteLine();
        output.Write(Processes.Read(Placement.Free, Environment.ProcessPath!, "workers"));
        return [.. Handler.All.Select(handler => Sandboxed(handler.Name, handler, SandboxLoad.Warm)), Sandboxed("cold", Handler.Empty, "cold")];
    }

    /// <summary>Through the gateway: one after the other with pauses, beside a ping; and as many as there can be, beside node anew for each.</summary>
    internal IReadOnlyList<Hop> Served()
    {
        FunctionCaller caller = FunctionCaller.Open(StartSystem());
        owned.Add(caller);
        Target Paced(string name, Func<Task> work) => new(name, (_, _, seconds) => PacedLoad.Run(seconds, PauseMs, work));
        Hop Rushed(string name, Handler handler) => new(name, Repeated(handler.Name, () => caller.ExecuteAsync(handler)), NodeRuns.IsHere ? [NodeRuns.Fresh(handler)] : [])
        {
            Clients = [1, 4],
            Placements = [Placement.Free],
            Seconds = Seconds,
        };
        return
        [
            new Hop("function", Paced("execute", () => caller.ExecuteAsync(Handler.Empty)), [Paced("ping", caller.PingAsync)])
            {
                Clients = [1],
                Placements = [Placement.Free],
                Seconds = Seconds,
            },
            Rushed("f empty", Handler.Empty),
            Rushed("f stmts", Handler.Statements),
            Rushed("f call", Handler.HostCall),
        ];
    }

    public void Dispose()
    {
        owned.ForEach(each => each.Dispose());
        foreach (Process server in servers)
        {
            server.Kill();
            server.WaitForExit();
            server.Dispose();
        }
    }

    private static Hop Sandboxed(string name, Handler handler, string start)
    {
        string self = Environment.ProcessPath!;
        string pause = PauseMs.ToString(CultureInfo.InvariantCulture);
        Target Inside(string target, params string[] command) => new(target, (placement, _, seconds) => Processes.Measure(
            placement, [self, .. command, seconds.ToString(CultureInfo.InvariantCulture), pause]));
        Target engine = Inside("Jint", "jint", handler.Name);
        Target[] node = NodeRuns.IsHere ? [NodeRuns.Reused(handler, PauseMs), NodeRuns.Fresh(handler)] : [];
        return new Hop(name, Inside("sandbox", "sandbox", handler.Name, start), [engine, .. node]) { Clients = [1], Seconds = Seconds };
    }

    /// <summary>Clients that each ask again when they are answered.</summary>
    private static Target Repeated(string name, Func<Task> work) => new(name, (_, shape, seconds) =>
    {
        LatencySamples samples = new(seconds);
        Lock gate = new();
        Task.WhenAll(Enumerable.Range(0, shape.InFlight).Select(_ => Task.Run(RepeatAsync))).GetAwaiter().GetResult();
        return samples.Result(0, 0);

        async Task RepeatAsync()
        {
            long now = Stopwatch.GetTimestamp();
            while (!samples.Over(now))
            {
                long began = now;
                await work();
                now = Stopwatch.GetTimestamp();
                lock (gate)
                {
                    samples.Add(now, began);
                }
            }
        }
    });

    private Address StartSystem()
    {
        string configuration = Path.Combine(folders.Stores, "functions.json");
        File.WriteAllText(configuration, """{"maxRememberedResponses":1000000,"maxRecordsPerAccount":1000000}""");
        Address socket = new(Path.Combine(folders.Sockets, "functions.sock"), 0);
        servers.Add(Processes.Serve(
            Placement.Free, socket, Path.Combine(programs, "enclave-local"), "--listen", socket.Endpoint,
            "--state", Path.Combine(folders.Stores, "functions-state"), "--config", configuration));
        GatewayProcess gateway = GatewayProcess.Start(
            Placement.Free, Path.Combine(programs, "gateway"), socket, Path.Combine(folders.Stores, "functions.db"));
        servers.Add(gateway.Process);
        gateway.UntilReady();
        return gateway.Api;
    }
}
