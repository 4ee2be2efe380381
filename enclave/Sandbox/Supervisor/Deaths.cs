using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Platform.Processes;

namespace NeoServiceLayer.Enclave.Sandbox.Supervisor;

/// <summary>
/// Says why a worker ended without a word. Its runtime complains before it gives up, and those complaints are looked through: code that
/// has taken its worker over can choose which of these its own run is said to have failed of, and nothing else.
/// </summary>
internal static class Deaths
{
    private const int MaxComplaint = 4096;

    internal static readonly ExecutionError Nonsense = Of(ExecutionFailure.Crashed, "The worker said what no worker says.");

    internal static ExecutionError Explain(Worker worker, SandboxJob job, bool isTimeOver)
    {
        if (isTimeOver)
        {
            return Of(ExecutionFailure.Timeout, $"The function took longer than {job.TimeoutMs} ms.");
        }

        // It has closed its pipe: it ends, or pretends to.
        worker.Process.Kill();
        ChildEnd end = worker.Process.WaitForEnd();
        Span<byte> complaint = stackalloc byte[MaxComplaint];
        int length = Math.Max(0, worker.Process.ReadErrors(complaint));
        string text = Encoding.Latin1.GetString(complaint[..length]);
        return end.Signal switch
        {
            _ when text.Contains("StackOverflow", StringComparison.Ordinal) || text.Contains("Stack overflow", StringComparison.Ordinal) =>
                Of(ExecutionFailure.StackOverflow, "The function called itself too deeply."),
            _ when text.Contains("OutOfMemory", StringComparison.Ordinal) || text.Contains("Out of memory", StringComparison.Ordinal)
                || IsFull(end, job) => Of(ExecutionFailure.OutOfMemory, $"The function took more memory than its {job.MemoryMiB} MiB."),

            // Code of a runtime that checks every access faults where its stack ends; the runtime does not always get to say that either.
            ChildSignal.Fault => Of(ExecutionFailure.StackOverflow, "The function called itself too deeply."),
            ChildSignal.ProcessorTime => Of(ExecutionFailure.Timeout, $"The function took longer than {job.TimeoutMs} ms."),
            ChildSignal.SystemCall => Of(ExecutionFailure.Crashed, "The worker was ended for what workers may not do."),
            _ => Of(ExecutionFailure.Crashed, "The worker that ran the function ended for no reason that is known."),
        };
    }

    /// <summary>The runtime does not always get to say it: where it reached for memory that it was refused, it is ended by a fault.</summary>
    private static bool IsFull(ChildEnd end, SandboxJob job) =>
        end.Signal is ChildSignal.Fault or ChildSignal.Abort or ChildSignal.Killed && end.PeakKiB >= job.MemoryMiB * 1024L * 3 / 4;

    private static ExecutionError Of(ExecutionFailure code, string message) => new() { Code = code, Message = message };
}
