using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Sandbox.Supervisor;

/// <summary>Jobs that wait, in their order. The first one waits for the memory that it may have, and those behind it for that.</summary>
internal sealed class JobQueue(SandboxSettings settings)
{
    private readonly object gate = new();
    private readonly LinkedList<PendingJob> waiting = [];
    private int idle;
    private int memoryMiB;
    private int running;
    private bool ended;

    /// <summary>Adds a job, unless too many wait.</summary>
    /// <param name="pending">The job.</param>
    /// <param name="waits">Whether nobody is free for it.</param>
    internal bool TryAdd(PendingJob pending, out bool waits)
    {
        lock (gate)
        {
            waits = waiting.Count >= idle;
            if (ended || waiting.Count >= settings.MaxWaiting)
            {
                return false;
            }

            LinkedListNode<PendingJob> place = waiting.AddLast(pending);
            if (pending.Token.CanBeCanceled)
            {
                // The registration ends with its token, and what it does then is harmless.
                pending.Token.UnsafeRegister(_ => Leave(place), null);
            }

            Monitor.Pulse(gate);
            return true;
        }
    }

    /// <summary>The next job, once there is one that may run; null: it is over.</summary>
    internal PendingJob? Take()
    {
        lock (gate)
        {
            idle++;
            while (!ended && !MayRun())
            {
                Monitor.Wait(gate);
            }

            idle--;
            if (ended)
            {
                return null;
            }

            PendingJob taken = waiting.First!.Value;
            waiting.RemoveFirst();
            running++;
            memoryMiB += taken.Job.MemoryMiB;
            return taken;
        }
    }

    /// <summary>A job that was taken is over.</summary>
    internal void Return(PendingJob taken)
    {
        lock (gate)
        {
            running--;
            memoryMiB -= taken.Job.MemoryMiB;
            Monitor.PulseAll(gate);
        }
    }

    internal void End()
    {
        lock (gate)
        {
            ended = true;
            foreach (PendingJob pending in waiting)
            {
                pending.Refuse(ErrorCode.ShuttingDown, "The enclave is going down.");
            }

            waiting.Clear();
            Monitor.PulseAll(gate);
        }
    }

    private bool MayRun() =>
        waiting.First is { Value.Job: var job } && (running == 0 || memoryMiB + job.MemoryMiB <= settings.MaxMemoryMiB);

    private void Leave(LinkedListNode<PendingJob> place)
    {
        lock (gate)
        {
            if (place.List is null)
            {
                return; // it runs, or ran
            }

            waiting.Remove(place);
            Monitor.PulseAll(gate);
        }

        place.Value.Cancel();
    }
}
