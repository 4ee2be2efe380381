using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Gateway.HostServices.Records;

namespace NeoServiceLayer.Tests.State;

/// <summary>What an honest store holds on its disk: it outlives hosts, and enclaves.</summary>
internal sealed class MemoryStore : IRecordStore
{
    private const int MaxResponseBytes = 700 << 10;

    /// <summary>Few, so that a scan takes several parts.</summary>
    private const int Page = 7;

    private readonly Lock gate = new();
    private SortedDictionary<string, SealedRecord> records = new(StringComparer.Ordinal);

    /// <summary>How many commits have changed it.</summary>
    internal int Commits { get; private set; }

    /// <summary>Every value that was ever written.</summary>
    internal List<SealedRecord> Written { get; } = [];

    /// <summary>The keys, in lower hex, in order.</summary>
    internal IReadOnlyList<string> Keys
    {
        get
        {
            lock (gate)
            {
                return [.. records.Keys];
            }
        }
    }

    /// <summary>Reads or replaces a record behind everybody's back; null: there is none.</summary>
    internal SealedRecord? this[string key]
    {
        get
        {
            lock (gate)
            {
                return records.GetValueOrDefault(key);
            }
        }

        set
        {
            lock (gate)
            {
                records.Remove(key);
                if (value is not null)
                {
                    records.Add(key, value);
                }
            }
        }
    }

    /// <summary>The state of the disk now.</summary>
    internal MemoryStore Copy()
    {
        lock (gate)
        {
            return new MemoryStore { records = new SortedDictionary<string, SealedRecord>(records, StringComparer.Ordinal) };
        }
    }

    public ReadRecordsResponse Read(IReadOnlyList<byte[]> keys)
    {
        lock (gate)
        {
            List<SealedRecord> found = [];
            int looked = 0;
            for (; looked < keys.Count && HasRoom(found); looked++)
            {
                if (records.TryGetValue(Hex(keys[looked]), out SealedRecord? record))
                {
                    found.Add(record);
                }
            }

            return new ReadRecordsResponse { Records = found, Remaining = keys.Count - looked };
        }
    }

    public ScanRecordsResponse Scan(byte[]? cursor, int valueBytes = RecordLimits.MaxValueBytes)
    {
        string after = cursor is null ? "" : Hex(cursor);
        lock (gate)
        {
            List<SealedRecord> found = [];
            foreach (SealedRecord record in records.Where(pair => string.CompareOrdinal(pair.Key, after) > 0).Select(pair => pair.Value))
            {
                if (found.Count == Page || !HasRoom(found))
                {
                    return new ScanRecordsResponse { Records = found, Cursor = found[^1].Key };
                }

                found.Add(record with { Value = record.Value[..Math.Min(record.Value.Length, valueBytes)] });
            }

            return new ScanRecordsResponse { Records = found };
        }
    }

    public Task<CommitRecordsResponse> CommitAsync(CommitRecordsRequest request) => Task.FromResult(Commit(request));

    /// <summary>What was committed stays for who opens it again.</summary>
    public void Dispose()
    {
    }

    internal CommitRecordsResponse Commit(CommitRecordsRequest request)
    {
        lock (gate)
        {
            List<ExpectedVersion> conflicts = [.. request.Expected
                .Select(expected => expected with { Version = records.GetValueOrDefault(Hex(expected.Key))?.Version ?? 0 })
                .Zip(request.Expected).Where(pair => pair.First.Version != pair.Second.Version).Select(pair => pair.First)];
            if (conflicts.Count == 0)
            {
                Commits++;
                Written.AddRange(request.Puts);
                foreach (SealedRecord put in request.Puts)
                {
                    records[Hex(put.Key)] = put;
                }

                foreach (byte[] key in request.Deletes)
                {
                    records.Remove(Hex(key));
                }
            }

            return new CommitRecordsResponse { Committed = conflicts.Count == 0, Conflicts = conflicts };
        }
    }

    private static bool HasRoom(List<SealedRecord> found) =>
        found.Sum(record => record.Key.Length + record.Value.Length) < MaxResponseBytes - RecordLimits.MaxValueBytes;

    internal static string Hex(byte[] key) => Convert.ToHexStringLower(key);
}
