using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.Host;

/// <summary>What the enclave keeps through its host: the <c>records</c> service. Keys are HMACs and values are sealed.</summary>
public static class RecordOperations
{
    /// <summary>Reads records by key.</summary>
    public static readonly Operation<ReadRecordsRequest, ReadRecordsResponse> Read = new(
        "records", "read", "Reads sealed records by key.",
        static () => HostRequestJson.Default.ReadRecordsRequest, static () => HostResponseJson.Default.ReadRecordsResponse)
    { Access = Access.Host };

    /// <summary>Reads all records, a part at a time.</summary>
    public static readonly Operation<ScanRecordsRequest, ScanRecordsResponse> Scan = new(
        "records", "scan", "Reads all sealed records, a part at a time.",
        static () => HostRequestJson.Default.ScanRecordsRequest, static () => HostResponseJson.Default.ScanRecordsResponse)
    { Access = Access.Host };

    /// <summary>Changes records, all or nothing, if they are what the enclave expects.</summary>
    public static readonly Operation<CommitRecordsRequest, CommitRecordsResponse> Commit = new(
        "records", "commit", "Changes sealed records, all or nothing, if they have the versions expected.",
        static () => HostRequestJson.Default.CommitRecordsRequest, static () => HostResponseJson.Default.CommitRecordsResponse)
    {
        Access = Access.Host,
        Effects = Effects.ChangesState,
    };

    /// <summary>Every operation of the service.</summary>
    public static IReadOnlyList<Operation> All { get; } = [Read, Scan, Commit];
}
