namespace NeoServiceLayer.Enclave.Function.Storage;

/// <summary>A value of a function's storage.</summary>
/// <param name="Key">The key.</param>
/// <param name="Revision">From 1 on; each writing of the function's storage has a greater one.</param>
/// <param name="Json">One JSON value in UTF-8, without white space.</param>
internal sealed record ValueEntry(string Key, long Revision, ReadOnlyMemory<byte> Json);

/// <summary>A key, and the revision of its value; 0: it has none.</summary>
internal readonly record struct KeyRevision(string Key, long Revision);

/// <summary>What is counted of a function's storage.</summary>
internal sealed record StorageDocument
{
    /// <summary>How many values there are.</summary>
    public int Count { get; init; }

    /// <summary>The revision of the last writing.</summary>
    public long Revision { get; init; }
}
