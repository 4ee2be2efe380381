namespace NeoServiceLayer.Enclave.Core.State;

/// <summary>Names a record inside the enclave; to the parent it is an HMAC of this.</summary>
/// <param name="Table">Its kind.</param>
/// <param name="Key">Which of that kind: at most <see cref="MaxKeyBytes"/> bytes. Not changed afterwards.</param>
public readonly record struct RecordId(Table Table, ReadOnlyMemory<byte> Key)
{
    /// <summary>The longest key, in bytes.</summary>
    public const int MaxKeyBytes = 256;
}
