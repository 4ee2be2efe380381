namespace NeoServiceLayer.Enclave.Function.Triggers;

/// <summary>Waits for a while, or until somebody says that there is something to do.</summary>
internal sealed class Wakeable : IDisposable
{
    private readonly SemaphoreSlim woken = new(0, 1);

    internal void Wake()
    {
        try
        {
            woken.Release();
        }
        catch (Exception already) when (already is SemaphoreFullException or ObjectDisposedException)
        {
            // It is woken as it is, or has ended.
        }
    }

    internal async Task RestAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            await woken.WaitAsync(time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop's condition ends it.
        }
    }

    public void Dispose() => woken.Dispose();
}
