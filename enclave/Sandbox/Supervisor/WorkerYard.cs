using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Platform.Machine;

namespace NeoServiceLayer.Enclave.Sandbox.Supervisor;

/// <summary>
/// Where workers begin and end: one thread starts them, since they end with the thread that did, and takes leave of them, which takes
/// longer than their jobs. It keeps some ready.
/// </summary>
internal sealed class WorkerYard : IDisposable
{
    private readonly SandboxSettings settings;
    private readonly object gate = new();
    private readonly Queue<Worker> ready = new();
    private readonly Queue<WorkerRequest> requests = new();
    private readonly Queue<Worker> leaving = new();
    private readonly SortedSet<int> freePlaces = [];
    private int places;
    private Thread? thread;
    private bool ended;
    private bool failed;

    internal WorkerYard(SandboxSettings settings) => this.settings = settings;

    internal TimeSpan StartTimeout => settings.StartTimeout;

    /// <summary>A worker with that memory: one that is ready, if it may be, or a new one.</summary>
    /// <exception cref="PlatformException">None can be started.</exception>
    internal Worker Take(int memoryMiB, bool mayBeReady)
    {
        lock (gate)
        {
            Begin();
            if (mayBeReady && memoryMiB == FunctionLimits.DefaultMemoryMiB && ready.TryDequeue(out Worker? warm))
            {
                // The next one is started when this one leaves, and does not take the processor from it; unless many are out.
                if (2 * ready.Count < settings.WarmWorkers)
                {
                    Monitor.PulseAll(gate);
                }

                return warm;
            }

            WorkerRequest request = new(memoryMiB);
            requests.Enqueue(request);
            Monitor.PulseAll(gate);
            while (!request.IsAnswered)
            {
                Monitor.Wait(gate);
            }

            return request.Worker ?? throw request.Refused ?? new PlatformException("the enclave is going down.");
        }
    }

    /// <summary>A worker has served, or will not.</summary>
    internal void Return(Worker worker)
    {
        worker.Process.Kill();
        lock (gate)
        {
            leaving.Enqueue(worker);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Ends all that are ready; those that serve were returned before.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            Monitor.PulseAll(gate);
        }

        thread?.Join();
    }

    private void Begin()
    {
        if (thread is null)
        {
            thread = new Thread(Run) { IsBackground = true, Name = "nsl-workers" };
            thread.Start();
        }
    }

    private void Run()
    {
        while (Next() is { } step)
        {
            step();
        }

        foreach (Worker worker in leaving.Concat(ready))
        {
            worker.End();
        }
    }

    /// <summary>What is to be done next: who waits comes first, then whoever leaves, and then what nobody waits for yet.</summary>
    private Action? Next()
    {
        lock (gate)
        {
            while (true)
            {
                if (ended)
                {
                    return AnswerAll();
                }

                if (requests.TryDequeue(out WorkerRequest? request))
                {
                    int place = TakePlace();
                    return () => Serve(request, place);
                }

                if (leaving.TryDequeue(out Worker? gone))
                {
                    return () => End(gone);
                }

                if (!failed && ready.Count < settings.WarmWorkers)
                {
                    int place = TakePlace();
                    return () => KeepReady(place);
                }

                Monitor.Wait(gate);
            }
        }
    }

    private Action? AnswerAll()
    {
        while (requests.TryDequeue(out WorkerRequest? request))
        {
            request.IsAnswered = true;
        }

        Monitor.PulseAll(gate);
        return null;
    }

    private void Serve(WorkerRequest request, int place)
    {
        Worker? worker = TryStart(request.MemoryMiB, place, out PlatformException? refused);
        lock (gate)
        {
            (request.Worker, request.Refused, request.IsAnswered) = (worker, refused, true);
            Monitor.PulseAll(gate);
        }
    }

    private void KeepReady(int place)
    {
        Worker? worker = TryStart(FunctionLimits.DefaultMemoryMiB, place, out _);
        lock (gate)
        {
            if (worker is not null)
            {
                ready.Enqueue(worker);
            }
        }
    }

    private Worker? TryStart(int memoryMiB, int place, out PlatformException? refused)
    {
        try
        {
            refused = null;
            Worker worker = Worker.Start(settings, memoryMiB, place);
            failed = false;
            return worker;
        }
        catch (PlatformException kernel)
        {
            // Nothing is kept ready until one that is waited for could be started.
            refused = kernel;
            failed = true;
            Free(place);
            return null;
        }
    }

    private void End(Worker worker)
    {
        worker.End();
        Free(worker.Place);
    }

    private int TakePlace()
    {
        if (freePlaces.Count == 0)
        {
            return places++;
        }

        int place = freePlaces.Min;
        freePlaces.Remove(place);
        return place;
    }

    private void Free(int place)
    {
        lock (gate)
        {
            freePlaces.Add(place);
        }
    }

    private sealed class WorkerRequest(int memoryMiB)
    {
        internal int MemoryMiB => memoryMiB;

        internal Worker? Worker { get; set; }

        internal PlatformException? Refused { get; set; }

        internal bool IsAnswered { get; set; }
    }
}
