using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.Keys;

/// <summary>Lets one derivation of NEP-2 run at a time: each takes 16 MiB and some tenths of a second.</summary>
internal sealed class ScryptGate : IDisposable
{
    /// <summary>How many may wait behind the one that runs.</summary>
    internal const int MaxWaiting = 4;

    private readonly SemaphoreSlim turn = new(1);
    private int taken;

    /// <summary>Runs a derivation when its turn comes.</summary>
    /// <exception cref="RequestException">overloaded: too many wait.</exception>
    internal async ValueTask<T> RunAsync<T>(Func<T> derivation)
    {
        if (Interlocked.Increment(ref taken) > 1 + MaxWaiting)
        {
            Interlocked.Decrement(ref taken);
            throw new RequestException(ErrorCode.Overloaded, "Too many keys are being put under passphrases or taken from under them; try again later.");
        }

        try
        {
            await turn.WaitAsync();
            try
            {
                return derivation();
            }
            finally
            {
                turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref taken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();
}
