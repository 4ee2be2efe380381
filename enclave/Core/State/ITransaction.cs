namespace NeoServiceLayer.Enclave.Core.State;

/// <summary>
/// What a body of <see cref="IStateStore.CommitAsync"/> reads and changes. It sees the state as of one moment, and its own
/// changes. One thread at a time uses it, and none after the body has ended.
/// </summary>
public interface ITransaction
{
    /// <summary>
    /// A record's content, or null if there is none. The memory is the store's: not changed, valid until the transaction
    /// ends, and, if the table is secret, cleared then.
    /// </summary>
    /// <exception cref="Protocol.Errors.RequestException">
    /// stateTampered: the parent gave something else than what was committed. storeUnavailable or notReady: it gave nothing.
    /// </exception>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(RecordId id);

    /// <summary>
    /// Whether there is such a record, by the index alone: nothing is asked of the parent, and nothing is checked again at the
    /// transaction's end.
    /// </summary>
    bool Exists(RecordId id);

    /// <summary>Writes a record when the transaction commits. The content is copied: at most <see cref="StateLimits.MaxContentBytes"/>.</summary>
    void Put(RecordId id, ReadOnlySpan<byte> content);

    /// <summary>Removes a record when the transaction commits; one that does not exist is no error.</summary>
    void Delete(RecordId id);
}
