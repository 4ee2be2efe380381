using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Platform.Confinement;
using NeoServiceLayer.Enclave.Platform.Machine;
using NeoServiceLayer.Enclave.Sandbox.Engine;

namespace NeoServiceLayer.Enclave.Sandbox.Worker;

/// <summary>
/// A program as a worker: it confines itself, says that it is ready, runs the one job that it is given, and ends. It has no keys, reads
/// no file, and inherits nothing but its pipes.
/// </summary>
public static class WorkerProcess
{
    internal const int Done = 0;
    internal const int Unconfined = 77;
    internal const int Abandoned = 78;

    /// <summary>Works, if these are a worker's arguments. Programs ask this before they do anything else.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="exitCode">What to end with.</param>
    /// <returns>Whether they are.</returns>
    public static bool TryRun(IReadOnlyList<string> arguments, out int exitCode)
    {
        exitCode = Done;
        ArgumentNullException.ThrowIfNull(arguments);
        return WorkerOrder.Parse(arguments) is { } order && Run(order, ScriptEngine.Run, out exitCode);
    }

    internal static bool Run(WorkerOrder order, Func<SandboxJob, IWorkerLink, EngineOutcome> engine, out int exitCode)
    {
        // A thread of its own, whose stack is as large wherever it runs: how deep code may call itself does not depend on who started the enclave.
        int code = Done;
        Thread thread = new(() => code = Work(order, engine), ScriptEngine.StackBytes) { Name = "nsl-worker" };
        thread.Start();
        thread.Join();
        exitCode = code;
        return true;
    }

    private static int Work(WorkerOrder order, Func<SandboxJob, IWorkerLink, EngineOutcome> engine)
    {
        // Whatever is made at first use is made now: files can still be read, and the job does not wait for it.
        engine(WarmUp.Job(order.MemoryMiB), new WarmUp());
        try
        {
            ConfinedProcess.Enter(WorkerMemory.Limits(order));
        }
        catch (PlatformException)
        {
            return Unconfined;
        }

        WorkerLink link = new();
        WorkerLink.SendReady();
        SandboxJob job = link.ReceiveJob();
        WorkerLink.SendOutcome(Run(job, link, engine));
        return Done;
    }

    /// <summary>The engine tells of what code does; this is for what code makes the runtime do.</summary>
    private static EngineOutcome Run(SandboxJob job, WorkerLink link, Func<SandboxJob, IWorkerLink, EngineOutcome> engine)
    {
        try
        {
            return engine(job, link);
        }
        catch (OutOfMemoryException)
        {
            return Failed(job, ExecutionFailure.OutOfMemory, "The function took more memory than it may have.");
        }
        catch (InsufficientExecutionStackException)
        {
            return Failed(job, ExecutionFailure.StackOverflow, "The function called itself too deeply.");
        }
    }

    private static EngineOutcome Failed(SandboxJob job, ExecutionFailure code, string message) =>
        new() { Error = new ExecutionError { Code = code, Message = message }, Logs = [], Statements = job.Statements };
}
