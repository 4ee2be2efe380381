using NeoServiceLayer.Enclave.Sandbox.Worker;
using NeoServiceLayer.Tests.SandboxProbe;

// A worker as the enclave's programs are, confined by the same code, but taken over: its "engine" does what the job's source names.
if (WorkerOrder.Parse(args) is { } order && WorkerProcess.Run(order, Attacks.Run, out int exitCode))
{
    return exitCode;
}

switch (args)
{
    case ["run", .. { Length: > 0 } attack]:
        return await Trials.RunAsync(string.Join(' ', attack));
    case ["reap"]:
        return Trials.Reap();
    case ["measure"]:
        return await Trials.MeasureAsync();
    default:
        await Console.Error.WriteLineAsync("sandbox-probe: a worker for tests. usage: sandbox-probe run ATTACK | measure | reap");
        return 2;
}
