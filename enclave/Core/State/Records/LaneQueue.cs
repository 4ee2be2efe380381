namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>Lets one at a time into each of any number of lanes, first come first served. A lane that nobody uses takes no memory.</summary>
internal sealed class LaneQueue
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>?> lanes = [];

    internal Task EnterAsync(string lane)
    {
        lock (gate)
        {
            if (lanes.TryAdd(lane, null))
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource entering = new(TaskCreationOptions.RunContinuationsAsynchronously);
            (lanes[lane] ??= new Queue<TaskCompletionSource>()).Enqueue(entering);
            return entering.Task;
        }
    }

    internal void Leave(string lane)
    {
        TaskCompletionSource? next = null;
        lock (gate)
        {
            if (lanes[lane] is not { } waiting || !waiting.TryDequeue(out next))
            {
                lanes.Remove(lane);
            }
        }

        next?.SetResult();
    }
}
