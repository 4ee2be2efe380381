using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>What long work before a transaction may know and read.</summary>
public sealed class Preparation(Caller caller, DateTimeOffset time, IStateStore store, string requestId)
{
    /// <summary>Who asks.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>The enclave's time when the request was taken.</summary>
    public DateTimeOffset Time { get; } = time;

    /// <summary>The request's id, by which work with effects outside is known again: the request that comes once more takes up the same work.</summary>
    public string RequestId { get; } = requestId;

    /// <summary>Reads the state, as of one moment; the transaction given cannot change it. Secrets read in it are cleared when it ends.</summary>
    public ValueTask<T> ReadAsync<T>(Func<ITransaction, ValueTask<T>> body) =>
        store.RunAsync(Caller.AccountId, transaction => body(new ReadOnlyTransaction(transaction)));
}
