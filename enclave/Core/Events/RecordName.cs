namespace NeoServiceLayer.Enclave.Core.Events;

/// <summary>The first 8 bytes of a record's key at the parent: a keyed hash, which tells nothing of the record.</summary>
public readonly record struct RecordName(ulong Value)
{
    /// <summary>16 digits of hex.</summary>
    public override string ToString() => Value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
