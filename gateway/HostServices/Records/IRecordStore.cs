using NeoServiceLayer.Contracts.Host;

namespace NeoServiceLayer.Gateway.HostServices.Records;

/// <summary>
/// Where sealed records are kept. Any thread may call. What a request holds has been checked against
/// <see cref="RecordLimits"/>.
/// </summary>
/// <exception cref="StoreException">The store failed; whether a commit happened is then unknown.</exception>
/// <remarks>tests/Unit/Gateway/RecordStoreConformance holds what an engine must do.</remarks>
internal interface IRecordStore : IDisposable
{
    /// <summary>Those of the records that exist, as of one moment.</summary>
    ReadRecordsResponse Read(IReadOnlyList<byte[]> keys);

    /// <summary>The next records after a key, in the order of keys, with at most so many bytes of each value.</summary>
    ScanRecordsResponse Scan(byte[]? cursor, int valueBytes = RecordLimits.MaxValueBytes);

    /// <summary>All or nothing; durable when it completes with <see cref="CommitRecordsResponse.Committed"/>.</summary>
    Task<CommitRecordsResponse> CommitAsync(CommitRecordsRequest request);
}
