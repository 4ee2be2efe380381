using NeoServiceLayer.Enclave.Platform.Machine;
using NeoServiceLayer.Enclave.Platform.Processes;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Sandbox.Supervisor;

/// <summary>A thread that takes one job after the other, each to a worker of its own.</summary>
internal sealed class Lane : IDisposable
{
    /// <summary>A worker that does not begin, or ended while it waited, is no word on the job: a new one is tried.</summary>
    private const int Attempts = 2;

    private readonly JobQueue queue;
    private readonly WorkerYard yard;
    private readonly WakeSignal wake = new();
    private readonly Thread thread;
    private readonly CancellationTokenSource ending = new();

    internal Lane(JobQueue queue, WorkerYard yard)
    {
        this.queue = queue;
        this.yard = yard;
        thread = new Thread(Run) { IsBackground = true, Name = "nsl-sandbox" };
        thread.Start();
    }

    public void Dispose()
    {
        ending.Cancel();
        thread.Join();
        ending.Dispose();
        wake.Dispose();
    }

    private void Run()
    {
        while (queue.Take() is { } pending)
        {
            try
            {
                Serve(pending);
            }
            catch (PlatformException)
            {
                pending.Refuse(ErrorCode.InternalError, "No worker can be started to run the function in.");
            }
            finally
            {
                queue.Return(pending);
            }
        }
    }

    private void Serve(PendingJob pending)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Worker worker = yard.Take(pending.Job.MemoryMiB, mayBeReady: attempt == 0);
            try
            {
                Conversation conversation = new(worker, pending, wake, yard.StartTimeout, ending.Token);
                if (conversation.AwaitReady())
                {
                    conversation.Run();
                    return;
                }
            }
            finally
            {
                yard.Return(worker);
            }
        }

        pending.Refuse(ErrorCode.InternalError, "No worker begins: this machine does not contain it as it must be.");
    }
}
