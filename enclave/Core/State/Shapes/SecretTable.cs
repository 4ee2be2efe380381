namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>Secrets, each a record, found by name. Their plaintext stands in pinned memory and is cleared with the transaction.</summary>
/// <param name="table">The table's name, used by no other.</param>
public sealed class SecretTable(string table)
{
    private readonly Table table = new(table, secret: true);

    /// <summary>
    /// A secret, or null if there is none of this name, whatever the name is. It is valid until the transaction ends: what
    /// lives longer is copied, into pinned memory that its owner clears.
    /// </summary>
    public ValueTask<ReadOnlyMemory<byte>?> FindAsync(ITransaction transaction, string name) =>
        ShapeKey.TryEncode(name, out byte[]? key) ? transaction.GetAsync(new RecordId(table, key)) : default;

    /// <summary>Writes a copy of a secret, in the place of one of the same name.</summary>
    /// <exception cref="ArgumentException">The name is not 1 to 128 bytes of UTF-8.</exception>
    public void Put(ITransaction transaction, string name, ReadOnlySpan<byte> secret) =>
        transaction.Put(new RecordId(table, ShapeKey.Encode(name)), secret);

    /// <summary>Removes a secret; one that does not exist is no error.</summary>
    /// <exception cref="ArgumentException">The name is not 1 to 128 bytes of UTF-8.</exception>
    public void Delete(ITransaction transaction, string name) => transaction.Delete(new RecordId(table, ShapeKey.Encode(name)));
}
