using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>A transaction for who has declared to change nothing; to try it is a fault of the service.</summary>
internal sealed class ReadOnlyTransaction(ITransaction transaction) : ITransaction
{
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(RecordId id) => transaction.GetAsync(id);

    public bool Exists(RecordId id) => transaction.Exists(id);

    public void Put(RecordId id, ReadOnlySpan<byte> content) => throw Fault(id);

    public void Delete(RecordId id) => throw Fault(id);

    private static InvalidOperationException Fault(RecordId id) =>
        new($"An operation without effects changes a record of {id.Table}.");
}
