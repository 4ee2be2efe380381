using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Tests.State;

namespace NeoServiceLayer.Tests.Wallets;

/// <summary>Runs each body twice, as if another transaction had come between: once for nothing.</summary>
internal sealed class RerunningState : IStateStore
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly MemoryState state = new();

    /// <summary>What is committed, by table and key.</summary>
    internal IReadOnlyDictionary<string, byte[]> Records => state.Records;

    /// <summary>How often records of a table were read.</summary>
    internal IReadOnlyDictionary<string, int> Reads => state.Reads;

    public async ValueTask<Committed<T>> CommitAsync<T>(string lane, Func<ITransaction, ValueTask<T>> body)
    {
        await turn.WaitAsync();
        try
        {
            await state.RunAsync(body, commit: false);
            return new Committed<T>(await state.RunAsync(body), default);
        }
        finally
        {
            turn.Release();
        }
    }
}
