namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>Lets so many requests out at once, has so many more wait, and turns away who comes beyond.</summary>
internal sealed class EgressGate(int concurrent, int waiting) : IDisposable
{
    private readonly SemaphoreSlim places = new(concurrent, concurrent);
    private int inside;

    /// <summary>How many are under way or wait.</summary>
    internal int Inside => Volatile.Read(ref inside);

    /// <summary>Waits for a place. Who has one leaves it with <see cref="Leave"/>.</summary>
    /// <exception cref="EgressHttpException">There are too many.</exception>
    /// <exception cref="OperationCanceledException">The token said so.</exception>
    internal async ValueTask EnterAsync(CancellationToken giveUp)
    {
        bool entered = false;
        try
        {
            if (Interlocked.Increment(ref inside) > concurrent + waiting)
            {
                throw new EgressHttpException(EgressHttpFailure.Overloaded);
            }

            await places.WaitAsync(giveUp);
            entered = true;
        }
        finally
        {
            if (!entered)
            {
                Interlocked.Decrement(ref inside);
            }
        }
    }

    /// <summary>Gives the place back.</summary>
    internal void Leave()
    {
        Interlocked.Decrement(ref inside);
        places.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();
}
