using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Sandbox.Supervisor;

/// <summary>
/// Runs each job in a worker process of its own, which is this program once more. Workers are started ahead and confined, and wait; one
/// serves one job and ends. All that a worker says is taken for the words of whoever wrote the code.
/// </summary>
public sealed class SandboxPool : ISandbox, IDisposable
{
    private readonly JobQueue queue;
    private readonly WorkerYard yard;
    private readonly List<Lane> lanes = [];
    private readonly int maxLanes;
    private readonly Lock gate = new();
    private bool ended;

    /// <summary>Makes one. Nothing is started before the first job.</summary>
    public SandboxPool(SandboxSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        maxLanes = settings.MaxRunning;
        queue = new JobQueue(settings);
        yard = new WorkerYard(settings);
    }

    /// <inheritdoc/>
    public ValueTask<SandboxOutcome> RunAsync(SandboxJob job, ISandboxHost host, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(host);
        cancellationToken.ThrowIfCancellationRequested();
        PendingJob pending = new(job, host, cancellationToken);
        if (!queue.TryAdd(pending, out bool waits))
        {
            throw new RequestException(ErrorCode.Overloaded, "As many functions run as may, and as many wait; try again later.");
        }

        if (waits)
        {
            OpenLane();
        }

        return new ValueTask<SandboxOutcome>(pending.Outcome);
    }

    /// <summary>Kills what runs, and ends.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
        }

        queue.End();
        foreach (Lane lane in lanes)
        {
            lane.Dispose();
        }

        yard.Dispose();
    }

    /// <summary>One more, if none is free and there may be one.</summary>
    private void OpenLane()
    {
        lock (gate)
        {
            if (!ended && lanes.Count < maxLanes)
            {
                lanes.Add(new Lane(queue, yard));
            }
        }
    }
}
