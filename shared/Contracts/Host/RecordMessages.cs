using System.Text.Json.Serialization;

namespace NeoServiceLayer.Contracts.Host;

/// <summary>Bounds of records, held by both sides.</summary>
public static class RecordLimits
{
    /// <summary>The longest key, in bytes.</summary>
    public const int MaxKeyBytes = 64;

    /// <summary>The longest value, in bytes: what one record and its surroundings leave of the smallest usual frame.</summary>
    public const int MaxValueBytes = 512 << 10;

    /// <summary>The most keys, records or expectations in one request.</summary>
    public const int MaxCount = 1024;
}

/// <summary>A record: to the host, bytes without meaning.</summary>
public sealed record SealedRecord
{
    /// <summary>1 to 64 bytes, base64.</summary>
    public required byte[] Key { get; init; }

    /// <summary>1 or more; greater with every change.</summary>
    public required long Version { get; init; }

    /// <summary>At most 512 KiB, base64.</summary>
    public required byte[] Value { get; init; }
}

/// <summary>What a commit expects of a key.</summary>
public sealed record ExpectedVersion
{
    /// <summary>1 to 64 bytes, base64.</summary>
    public required byte[] Key { get; init; }

    /// <summary>The version that the record has; 0: there is none.</summary>
    public required long Version { get; init; }
}

/// <summary>The request of <c>records.read</c>.</summary>
public sealed record ReadRecordsRequest
{
    /// <summary>1 to 1,024 keys, base64.</summary>
    public required IReadOnlyList<byte[]> Keys { get; init; }
}

/// <summary>The response of <c>records.read</c>.</summary>
public sealed record ReadRecordsResponse
{
    /// <summary>
    /// Those of the records that exist, in the order of the keys, as of one moment. A response has room for some 700 KiB of
    /// values: what is beyond it is left out, and <see cref="Remaining"/> says so.
    /// </summary>
    public required IReadOnlyList<SealedRecord> Records { get; init; }

    /// <summary>How many of the keys, at the end, were not looked at for want of room: ask for them again.</summary>
    public required int Remaining { get; init; }
}

/// <summary>The request of <c>records.scan</c>.</summary>
public sealed record ScanRecordsRequest
{
    /// <summary>The last key that was seen, base64; absent at the beginning.</summary>
    public byte[]? Cursor { get; init; }

    /// <summary>Of each value at most so many bytes, its first, are given; absent: all. 0 to 524,288.</summary>
    public int? ValueBytes { get; init; }
}

/// <summary>The response of <c>records.scan</c>.</summary>
public sealed record ScanRecordsResponse
{
    /// <summary>The next records in the order of their keys' bytes.</summary>
    public required IReadOnlyList<SealedRecord> Records { get; init; }

    /// <summary>Where to go on, base64; absent at the end.</summary>
    public byte[]? Cursor { get; init; }
}

/// <summary>The request of <c>records.commit</c>: all of it happens, or nothing.</summary>
public sealed record CommitRecordsRequest
{
    /// <summary>What must be so; at most 1,024.</summary>
    public required IReadOnlyList<ExpectedVersion> Expected { get; init; }

    /// <summary>Records to write, new or in the place of an older version; at most 1,024.</summary>
    public required IReadOnlyList<SealedRecord> Puts { get; init; }

    /// <summary>Keys to remove, base64; at most 1,024. One that does not exist is no error.</summary>
    public required IReadOnlyList<byte[]> Deletes { get; init; }
}

/// <summary>The response of <c>records.commit</c>.</summary>
public sealed record CommitRecordsResponse
{
    /// <summary>True: it is on disk. False: an expectation was wrong, and nothing was changed.</summary>
    public required bool Committed { get; init; }

    /// <summary>The expectations that were wrong, each with the version that there is; empty if it is committed.</summary>
    public required IReadOnlyList<ExpectedVersion> Conflicts { get; init; }
}
