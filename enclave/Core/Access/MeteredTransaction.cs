using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>A transaction that counts by how many records its user makes the account's grow.</summary>
internal sealed class MeteredTransaction(ITransaction transaction) : ITransaction
{
    /// <summary>The transaction without the count.</summary>
    internal ITransaction Inner => transaction;

    /// <summary>Records that came, less those that went.</summary>
    internal long Growth { get; private set; }

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(RecordId id) => transaction.GetAsync(id);

    public bool Exists(RecordId id) => transaction.Exists(id);

    public void Put(RecordId id, ReadOnlySpan<byte> content)
    {
        Growth += transaction.Exists(id) ? 0 : 1;
        transaction.Put(id, content);
    }

    public void Delete(RecordId id)
    {
        Growth -= transaction.Exists(id) ? 1 : 0;
        transaction.Delete(id);
    }
}
