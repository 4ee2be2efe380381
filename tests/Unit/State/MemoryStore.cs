using NeoServiceLayer.Contracts.Host;

namespace NeoServiceLayer.Tests.State;

/// <summary>What an honest store holds on its disk: it outlives hosts, and enclaves.</summary>
internal sealed class MemoryStore
{
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

    internal ReadRecordsResponse Read(ReadRecordsRequest request)
    {
        lock (gate)
        {
            return new ReadRecordsResponse
            {
                Records = [.. request.Keys.Select(key => records.GetValueOrDefault(Hex(key))).OfType<SealedRecord>()],
                Remaining = 0,
            };
        }
    }

    internal ScanRecordsResponse Scan(ScanRecordsRequest request)
    {
        const int Page = 7;
        string after = request.Cursor is null ? "" : Hex(request.Cursor);
        lock (gate)
        {
            List<SealedRecord> rest = [.. records.Where(pair => string.CompareOrdinal(pair.Key, after) > 0).Select(pair => pair.Value).Take(Page + 1)];
            SealedRecord[] part = [.. rest.Take(Page).Select(record =>
                record with { Value = record.Value[..Math.Min(record.Value.Length, request.ValueBytes ?? int.MaxValue)] })];
            return new ScanRecordsResponse { Records = part, Cursor = rest.Count > Page ? part[^1].Key : null };
        }
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

    internal static string Hex(byte[] key) => Convert.ToHexStringLower(key);
}
