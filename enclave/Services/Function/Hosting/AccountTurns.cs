namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>
/// Bounds how much of the way to the outside runs take at once: an account a few lines, so that it keeps none from the others, and all of
/// them together some, so that the services have the rest. Who comes later waits. Any thread may use it.
/// </summary>
/// <param name="most">How many all accounts have at once.</param>
/// <param name="mostOfAccount">How many one has.</param>
internal sealed class AccountTurns(int most, int mostOfAccount) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim all = new(most);
    private readonly Dictionary<string, Turns> accounts = [];

    /// <summary>How many accounts have something under way, or waiting.</summary>
    internal int Accounts
    {
        get
        {
            lock (gate)
            {
                return accounts.Count;
            }
        }
    }

    /// <summary>Does something in its turn.</summary>
    /// <exception cref="OperationCanceledException">The token said so before the turn came.</exception>
    internal async Task<T> InTurnAsync<T>(string accountId, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        Turns turns = Take(accountId);
        try
        {
            await turns.Semaphore.WaitAsync(cancellationToken);
            try
            {
                return await InOneOfAllAsync(work, cancellationToken);
            }
            finally
            {
                turns.Semaphore.Release();
            }
        }
        finally
        {
            Leave(accountId, turns);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => all.Dispose();

    private async Task<T> InOneOfAllAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await all.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            all.Release();
        }
    }

    private Turns Take(string accountId)
    {
        lock (gate)
        {
            if (!accounts.TryGetValue(accountId, out Turns? turns))
            {
                accounts[accountId] = turns = new Turns(mostOfAccount);
            }

            turns.Users++;
            return turns;
        }
    }

    private void Leave(string accountId, Turns turns)
    {
        lock (gate)
        {
            if (--turns.Users == 0)
            {
                accounts.Remove(accountId);
                turns.Dispose();
            }
        }
    }

    private sealed class Turns(int most) : IDisposable
    {
        internal SemaphoreSlim Semaphore { get; } = new(most);

        internal int Users { get; set; }

        public void Dispose() => Semaphore.Dispose();
    }
}
