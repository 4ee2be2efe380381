namespace NeoServiceLayer.Enclave.Core.State;

/// <summary>The enclave's state: transactions over sealed records that the parent keeps.</summary>
public interface IStateStore
{
    /// <summary>
    /// Runs <paramref name="body"/> in a transaction and commits what it changed. When this completes, what was changed is
    /// on disk, and so is everything that was read. A body that throws changes nothing.
    /// </summary>
    /// <param name="lane">
    /// Bodies of one lane run one after the other (an account's id, say), so that they do not repeat each other's work;
    /// the state is right whatever the lanes are.
    /// </param>
    /// <param name="body">
    /// Runs again when what it read was changed meanwhile: it does nothing but read and write its transaction, and waits
    /// for nothing else. A change that nobody made durable yet is visible to it, and durable when this completes.
    /// </param>
    /// <exception cref="Protocol.Errors.RequestException">
    /// What the body threw, once what it read is known to be right and on disk; storeUnavailable: the parent's store refused, and
    /// nothing was changed; notReady: the enclave has no host, or checks what it keeps; stateTampered: what it keeps is not what was
    /// committed; outcomeUnknown: the host was lost during the commit, and the change may be found done; overloaded.
    /// </exception>
    ValueTask<Committed<T>> CommitAsync<T>(string lane, Func<ITransaction, ValueTask<T>> body);
}

/// <summary>What every store can do besides.</summary>
public static class StateStoreExtensions
{
    /// <summary><see cref="IStateStore.CommitAsync"/> for who does not ask which commit it was.</summary>
    public static async ValueTask<T> RunAsync<T>(this IStateStore store, string lane, Func<ITransaction, ValueTask<T>> body)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (await store.CommitAsync(lane, body)).Result;
    }
}
