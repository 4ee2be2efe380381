using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Gateway.HostServices.Records;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>A store in memory: the second engine that the conformance suite is run on, so that it asks nothing of SQLite.</summary>
internal sealed class MemoryRecordStore : IRecordStore
{
    private const int MaxResponseBytes = 700 << 10;

    private readonly Lock gate = new();
    private readonly SortedDictionary<byte[], SealedRecord> records = new(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));

    public ReadRecordsResponse Read(IReadOnlyList<byte[]> keys)
    {
        lock (gate)
        {
            List<SealedRecord> found = [];
            int looked = 0;
            for (; looked < keys.Count && HasRoom(found); looked++)
            {
                if (records.TryGetValue(keys[looked], out SealedRecord? record))
                {
                    found.Add(record);
                }
            }

            return new ReadRecordsResponse { Records = found, Remaining = keys.Count - looked };
        }
    }

    public ScanRecordsResponse Scan(byte[]? cursor, int valueBytes = RecordLimits.MaxValueBytes)
    {
        lock (gate)
        {
            List<SealedRecord> found = [];
            foreach (SealedRecord record in records.Values.Where(record => cursor is null || record.Key.AsSpan().SequenceCompareTo(cursor) > 0))
            {
                if (found.Count == RecordLimits.MaxCount || !HasRoom(found))
                {
                    return new ScanRecordsResponse { Records = found, Cursor = found[^1].Key };
                }

                found.Add(record with { Value = record.Value[..Math.Min(record.Value.Length, valueBytes)] });
            }

            return new ScanRecordsResponse { Records = found };
        }
    }

    public Task<CommitRecordsResponse> CommitAsync(CommitRecordsRequest request)
    {
        lock (gate)
        {
            ExpectedVersion[] conflicts = [.. request.Expected
                .Select(expected => expected with { Version = records.GetValueOrDefault(expected.Key)?.Version ?? 0 })
                .Where((found, i) => found.Version != request.Expected[i].Version)];
            if (conflicts.Length == 0)
            {
                foreach (SealedRecord record in request.Puts)
                {
                    records[record.Key] = record;
                }

                foreach (byte[] key in request.Deletes)
                {
                    records.Remove(key);
                }
            }

            return Task.FromResult(new CommitRecordsResponse { Committed = conflicts.Length == 0, Conflicts = conflicts });
        }
    }

    /// <summary>What was committed stays for who opens it again.</summary>
    public void Dispose()
    {
    }

    private static bool HasRoom(List<SealedRecord> found) =>
        found.Sum(record => record.Key.Length + record.Value.Length) < MaxResponseBytes - RecordLimits.MaxValueBytes;
}
