using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Gateway.HostServices.Records;

/// <summary>
/// The <c>records</c> service of the host. To it keys and values are bytes; what they mean the enclave alone knows.
/// </summary>
internal sealed class RecordService(IRecordStore store)
{
    internal void Bind(OperationMap map) => map
        .BindAsync(RecordOperations.Read, (request, _) => ValueTask.FromResult(Read(request)))
        .BindAsync(RecordOperations.Scan, (request, _) => ValueTask.FromResult(Scan(request)))
        .BindAsync(RecordOperations.Commit, (request, _) => CommitAsync(request));

    private ReadRecordsResponse Read(ReadRecordsRequest request)
    {
        CheckCount("keys", request.Keys.Count, least: 1);
        CheckKeys(request.Keys);
        return store.Read(request.Keys);
    }

    private ScanRecordsResponse Scan(ScanRecordsRequest request)
    {
        if (request.Cursor is not null)
        {
            CheckKey(request.Cursor);
        }

        int valueBytes = request.ValueBytes ?? RecordLimits.MaxValueBytes;
        Check(valueBytes is >= 0 and <= RecordLimits.MaxValueBytes, $"valueBytes is 0 to {RecordLimits.MaxValueBytes}.");
        return store.Scan(request.Cursor, valueBytes);
    }

    private async ValueTask<CommitRecordsResponse> CommitAsync(CommitRecordsRequest request)
    {
        CheckCount("expected", request.Expected.Count);
        CheckCount("puts", request.Puts.Count);
        CheckCount("deletes", request.Deletes.Count);
        foreach (ExpectedVersion expected in request.Expected)
        {
            CheckKey(expected?.Key);
            Check(expected!.Version >= 0, "A version expected is 0 or more.");
        }

        foreach (SealedRecord record in request.Puts)
        {
            CheckKey(record?.Key);
            Check(record!.Version > 0, "A record's version is 1 or more.");
            Check(
                record.Value.Length <= RecordLimits.MaxValueBytes,
                $"A value has at most {RecordLimits.MaxValueBytes} bytes.");
        }

        CheckKeys(request.Deletes);
        return await store.CommitAsync(request);
    }

    private static void CheckKeys(IReadOnlyList<byte[]> keys)
    {
        foreach (byte[] key in keys)
        {
            CheckKey(key);
        }
    }

    private static void CheckKey(byte[]? key) =>
        Check(key?.Length is > 0 and <= RecordLimits.MaxKeyBytes, $"A key has 1 to {RecordLimits.MaxKeyBytes} bytes.");

    private static void CheckCount(string member, int count, int least = 0) =>
        Check(
            count >= least && count <= RecordLimits.MaxCount,
            $"{member} has {least} to {RecordLimits.MaxCount} entries.");

    private static void Check(bool holds, string message)
    {
        if (!holds)
        {
            throw new RequestException(message);
        }
    }
}
