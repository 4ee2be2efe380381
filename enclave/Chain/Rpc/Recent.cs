namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>A value that many ask for at once: read once for all of them, and good for a moment. A failure is everybody's, and is not kept.</summary>
internal sealed class Recent<T>(TimeSpan age, TimeProvider clock, Func<Task<T>> read)
{
    private readonly Lock gate = new();
    private Task<T>? running;
    private long readAt;

    internal Task<T> GetAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            bool isGood = running is { } last && (!last.IsCompleted || (last.IsCompletedSuccessfully && clock.GetElapsedTime(readAt) < age));
            if (!isGood)
            {
                readAt = clock.GetTimestamp();
                running = read();
            }

            return running!.WaitAsync(cancellationToken);
        }
    }
}
