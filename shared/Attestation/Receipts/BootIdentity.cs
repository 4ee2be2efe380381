namespace NeoServiceLayer.Attestation.Receipts;

/// <summary>What an attestation document binds of a boot, as far as receipts need it.</summary>
public sealed class BootIdentity
{
    private BootIdentity()
    {
    }

    /// <summary>The boot, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> BootId { get; init; }

    /// <summary>The deployment, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> GenesisId { get; init; }

    /// <summary>The key that signs this boot's receipts: a point of P-256, uncompressed, 65 bytes.</summary>
    public required ReadOnlyMemory<byte> ReceiptKey { get; init; }

    /// <summary>What the document's user_data must be for this to be believed: 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>Reads the list that stands beside a document, names and values of which may be unknown here.</summary>
    /// <param name="entries">Names with values in hexadecimal digits.</param>
    /// <exception cref="FormatException">It is no identity, or one of a boot without receipts.</exception>
    public static BootIdentity Read(IEnumerable<KeyValuePair<string, string>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        List<(string Name, ReadOnlyMemory<byte> Value)> list =
            [.. entries.Select(entry => (entry.Key, (ReadOnlyMemory<byte>)Convert.FromHexString(entry.Value)))];
        byte[] hash = IdentityHash.Of(list);
        BootIdentity read = new()
        {
            BootId = Find(list, "bootId", IdentityHash.Length),
            GenesisId = Find(list, "genesisId", IdentityHash.Length),
            ReceiptKey = Find(list, "receiptKey", ReceiptKeyId.KeyLength),
            Hash = hash,
        };
        return ReceiptKeyId.IsKey(read.ReceiptKey.Span) ? read : throw new FormatException("The identity's receiptKey is not an uncompressed point.");
    }

    private static ReadOnlyMemory<byte> Find(List<(string Name, ReadOnlyMemory<byte> Value)> list, string name, int length)
    {
        ReadOnlyMemory<byte> value = list.Find(entry => entry.Name == name).Value;
        return value.Length == length ? value : throw new FormatException($"The identity has no {name} of {length} bytes.");
    }
}
