using System.Text.Json.Serialization.Metadata;

namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>Documents of one type, each a record, found by name.</summary>
/// <param name="table">The table's name, used by no other.</param>
/// <param name="json">How a document is written: one is at most <see cref="StateLimits.MaxContentBytes"/> as JSON.</param>
public sealed class DocumentTable<T>(string table, JsonTypeInfo<T> json)
    where T : class
{
    private readonly Table table = new(table);

    /// <summary>A document, or null if there is none of this name, whatever the name is.</summary>
    /// <exception cref="MalformedRecordException">A fault of ours: it does not read as a document.</exception>
    public async ValueTask<T?> FindAsync(ITransaction transaction, string name)
    {
        if (!ShapeKey.TryEncode(name, out byte[]? key))
        {
            return null;
        }

        return await transaction.GetAsync(new RecordId(table, key)) is { } content ? StoredJson.Read(content.Span, json) : null;
    }

    /// <summary>Writes a document, in the place of one of the same name.</summary>
    /// <exception cref="ArgumentException">The name is not 1 to 128 bytes of UTF-8, or the document is too long.</exception>
    public void Put(ITransaction transaction, string name, T document) => transaction.Put(
        new RecordId(table, ShapeKey.Encode(name)),
        StoredJson.Write(document, json, StateLimits.MaxContentBytes));

    /// <summary>Removes a document; one that does not exist is no error.</summary>
    /// <exception cref="ArgumentException">The name is not 1 to 128 bytes of UTF-8.</exception>
    public void Delete(ITransaction transaction, string name) => transaction.Delete(new RecordId(table, ShapeKey.Encode(name)));
}
