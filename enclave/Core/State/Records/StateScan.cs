using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>One reading of all records' headers, into an index that is then compared with the head.</summary>
internal sealed class StateScan(Head head, Bytes32 headKey, RecordKeys keys, Bytes32 ownBoot)
{
    private readonly RecordIndex index = new(head.Count);
    private readonly Boots boots = new(ownBoot);
    private readonly byte[] headKeyBytes = headKey.ToArray();
    private Accumulator sum;
    private byte[]? last;

    /// <exception cref="Protocol.Errors.RequestException">The host did not answer.</exception>
    /// <returns>What is wrong; null if the records are exactly those of the head.</returns>
    internal async Task<StateProblem?> RunAsync(IRecordHost host)
    {
        Task<ScanRecordsResponse>? asked = AskAsync(host, cursor: null);
        while (asked is not null)
        {
            ScanRecordsResponse part = await asked;

            // The host looks for the next part while this one is taken. Where the scan ends early, nobody wants that answer.
            asked = part.Cursor is not null && part.Records.Count > 0 ? AskAsync(host, part.Records[^1]?.Key) : null;
            if ((part.Cursor is not null && asked is null) || !part.Records.All(Take))
            {
                return StateProblems.OutOfOrder;
            }

            if (index.Count > head.Count)
            {
                return StateProblems.Count(index.Count, head.Count);
            }
        }

        return index.Count != head.Count ? StateProblems.Count(index.Count, head.Count)
            : !sum.Equals(head.Accumulator) ? StateProblems.Content(head.Sequence)
            : null;
    }

    /// <summary>What memory holds of the state when the records are those of the head.</summary>
    internal StateImage ToImage() => new(head, index, boots);

    private static Task<ScanRecordsResponse> AskAsync(IRecordHost host, byte[]? cursor) =>
        host.ScanAsync(new ScanRecordsRequest { Cursor = cursor, ValueBytes = SealedValue.HeaderLength });

    private bool Take(SealedRecord? record)
    {
        if (record is null || (last is not null && record.Key.AsSpan().SequenceCompareTo(last) <= 0))
        {
            return false;
        }

        last = record.Key;
        if (record.Key.AsSpan().SequenceEqual(headKeyBytes))
        {
            return true;
        }

        if (record.Key.Length != Bytes32.Length || record.Version <= 0 || !SealedValue.HasHeader(record.Value))
        {
            return false;
        }

        Bytes32 key = new(record.Key);
        Bytes32 boot = SealedValue.BootOf(record.Value);
        UInt128 tag = IndexEntry.TagFrom(SealedValue.TagOf(record.Value));
        sum.Add(keys.PartOf(key, record.Version, boot, tag));
        return index.Set(key, new IndexEntry(record.Version, boots.NumberOf(boot), tag));
    }
}
