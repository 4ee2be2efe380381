using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Calling;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>The records of the host behind one connection.</summary>
internal sealed class HostRecords(CallConnection calls, TimeSpan timeout) : IRecordHost
{
    public Task<ReadRecordsResponse> ReadAsync(ReadRecordsRequest request) => calls.CallAsync(RecordOperations.Read, request, timeout);

    public Task<ScanRecordsResponse> ScanAsync(ScanRecordsRequest request) => calls.CallAsync(RecordOperations.Scan, request, timeout);

    public Task<CommitRecordsResponse> CommitAsync(CommitRecordsRequest request) =>
        calls.CallAsync(RecordOperations.Commit, request, timeout);
}
