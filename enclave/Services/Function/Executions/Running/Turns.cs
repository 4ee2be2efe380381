using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Executions.Running;

/// <summary>Has so many executions of an account run at once, and so many wait, in the order in which they came.</summary>
internal sealed class Turns(int running, int waiting)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Account> accounts = [];

    /// <summary>Takes a place; a turn begins with <see cref="Place.EnterAsync"/>.</summary>
    /// <exception cref="RequestException">overloaded: as many wait as may.</exception>
    internal Place Take(string accountId)
    {
        lock (gate)
        {
            if (!accounts.TryGetValue(accountId, out Account? account))
            {
                accounts.Add(accountId, account = new Account(running));
            }

            if (account.Places == running + waiting)
            {
                throw new RequestException(ErrorCode.Overloaded, $"{running} executions of the account run, and {waiting} wait: that is the most. Send this again later.");
            }

            account.Places++;
            return new Place(this, accountId, account.Free);
        }
    }

    private void Leave(string accountId)
    {
        lock (gate)
        {
            if (--accounts[accountId].Places == 0)
            {
                accounts.Remove(accountId, out Account? account);
                account!.Free.Dispose();
            }
        }
    }

    /// <summary>A place among those that run or wait.</summary>
    internal sealed class Place(Turns turns, string accountId, SemaphoreSlim free) : IDisposable
    {
        private bool entered;
        private bool left;

        /// <summary>Waits for the turn.</summary>
        internal async ValueTask EnterAsync(CancellationToken cancellationToken)
        {
            await free.WaitAsync(cancellationToken);
            entered = true;
        }

        public void Dispose()
        {
            if (left)
            {
                return;
            }

            left = true;
            if (entered)
            {
                free.Release();
            }

            turns.Leave(accountId);
        }
    }

    private sealed class Account(int running)
    {
        internal SemaphoreSlim Free { get; } = new(running);

        internal int Places { get; set; }
    }
}
