using System.Globalization;
using NeoServiceLayer.Enclave.Sandbox.Worker;
using NeoServiceLayer.Perf.Load;
using NeoServiceLayer.Perf.Load.Chain;
using NeoServiceLayer.Perf.Load.Functions;
using NeoServiceLayer.Perf.Load.InProcess;
using NeoServiceLayer.Perf.Load.State;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

// Workers of the sandbox are this program once more.
if (WorkerProcess.TryRun(args, out int ended))
{
    return ended;
}

// Exit codes: 0 done, 1 a budget is missed and --check is given, 2 usage, 3 a measurement could not be made.
try
{
    return args switch
    {
        ["link", var endpoint, var inFlight, var payload, var seconds] =>
            new PingLoad(Dial(endpoint), ShapeOf(inFlight, payload), Number(seconds)).Run(),
        ["client", var endpoint, var inFlight, var payload, var seconds] =>
            ClientLoad.Run(Dial(endpoint), ShapeOf(inFlight, payload), Number(seconds)),
        ["memory", var inFlight, var payload, var seconds] => MemoryLoad.Run(ShapeOf(inFlight, payload), Number(seconds)),
        ["memory-raw", var inFlight, var payload, var seconds] => MemoryLoad.RunRaw(ShapeOf(inFlight, payload), Number(seconds)),
        ["engine", var endpoint, var state, var cache] => EngineServer.Run(endpoint, state, (long)Number(cache)),
        ["sign", var seconds] => SignatureLoad.Sign(Number(seconds)),
        ["stamp", var payload, var seconds] => SignatureLoad.CheckStamps((int)Number(payload), Number(seconds)),
        ["seal", var payload, var seconds] => SealLoad.Seal((int)Number(payload), Number(seconds)),
        ["open", var payload, var seconds] => SealLoad.Open((int)Number(payload), Number(seconds)),
        ["transfer", var seconds] => TransferLoad.Run(Number(seconds)),
        ["allocated"] => TransferLoad.PrintAllocated(),
        ["sandbox", var handler, var start, var seconds, var pause] => SandboxLoad.Run(Handler.Find(handler), start, Number(seconds), (int)Number(pause)),
        ["jint", var handler, var seconds, var pause] => SandboxLoad.RunEngine(Handler.Find(handler), Number(seconds), (int)Number(pause)),
        ["workers"] => SandboxLoad.PrintFigures(),
        ["receipt", var payload, var seconds] => SealLoad.Receipt((int)Number(payload), Number(seconds)),
        [RecordsRun.Name, var programs, var budgets, var count] => RunRecords(programs, budgets, (int)Number(count)),
        _ => RunAll(args),
    };
}
catch (PerfException failed)
{
    Console.Error.WriteLine(failed.Message);
    return 3;
}

static int RunAll(string[] args)
{
    if (LoadOptions.Parse(args) is not { } options)
    {
        Console.Error.WriteLine(LoadOptions.Usage);
        return 2;
    }

    using Folders folders = new(options.Programs);
    using Bench bench = new(folders.Sockets, options.Programs);
    using StateBench state = new(folders, options.Programs);
    using ChainBench chain = new(folders, options.Programs);
    using FunctionBench functions = new(folders, options.Programs);
    bool met = new LoadRun(options, bench, state, chain, functions, Console.Out).Run();
    return met || !options.Check ? 0 : 1;
}

static int RunRecords(string programs, string budgets, int count)
{
    using Folders folders = new(programs);
    new RecordsRun(folders, programs, budgets, Console.Out).Run(count);
    return 0;
}

static Connection Dial(string endpoint) =>
    Dialer.Dial(WireEndpoint.Parse(endpoint), new TransportSettings(), TimeSpan.FromSeconds(5));

static Shape ShapeOf(string inFlight, string payload) => new((int)Number(payload), (int)Number(inFlight));

static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
