namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>An entry of an index. The memory is the transaction's and valid until it ends.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public readonly record struct IndexEntry(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value);
