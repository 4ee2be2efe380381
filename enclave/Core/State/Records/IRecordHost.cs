using NeoServiceLayer.Contracts.Host;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// The records of one attached host. Any thread calls, many at once; commits come one at a time. Nothing that it says is
/// believed unchecked.
/// </summary>
/// <exception cref="Protocol.Errors.RequestException">
/// outcomeUnknown, enclaveUnreachable: the host did not answer, and may yet do what was asked; any other code: it answered that
/// it did not.
/// </exception>
internal interface IRecordHost
{
    /// <summary><c>records.read</c>.</summary>
    Task<ReadRecordsResponse> ReadAsync(ReadRecordsRequest request);

    /// <summary><c>records.scan</c>.</summary>
    Task<ScanRecordsResponse> ScanAsync(ScanRecordsRequest request);

    /// <summary><c>records.commit</c>.</summary>
    Task<CommitRecordsResponse> CommitAsync(CommitRecordsRequest request);
}
