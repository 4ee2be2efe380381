namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>Lets in many that share, or one that does not; first come first served, so that neither kind waits for ever.</summary>
internal sealed class SharedGate
{
    private readonly Lock gate = new();
    private readonly Queue<(TaskCompletionSource Entering, bool Alone)> waiting = [];
    private int inside;
    private bool closed;

    internal Task EnterAsync(bool alone)
    {
        lock (gate)
        {
            if (waiting.Count == 0 && HasRoom(alone))
            {
                Admit(alone);
                return Task.CompletedTask;
            }

            TaskCompletionSource entering = new(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue((entering, alone));
            return entering.Task;
        }
    }

    internal void Leave()
    {
        lock (gate)
        {
            inside--;
            closed = false;
            while (waiting.TryPeek(out (TaskCompletionSource Entering, bool Alone) next) && HasRoom(next.Alone))
            {
                waiting.Dequeue();
                Admit(next.Alone);
                next.Entering.SetResult();
            }
        }
    }

    private bool HasRoom(bool alone) => !closed && (!alone || inside == 0);

    private void Admit(bool alone)
    {
        inside++;
        closed = alone;
    }
}
