using System.Buffers.Binary;
using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Host;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>Makes commits: seals the records, moves the accumulator, and links the next head.</summary>
internal sealed class CommitBuilder
{
    private readonly RecordKeys keys;
    private readonly RecordSealer sealer;
    private readonly byte[] headKeyBytes;

    internal CommitBuilder(RecordKeys keys, RecordSealer sealer)
    {
        this.keys = keys;
        this.sealer = sealer;
        HeadKey = keys.NameOf(Head.Table, key: default);
        headKeyBytes = HeadKey.ToArray();
    }

    /// <summary>The head record's key at the parent.</summary>
    internal Bytes32 HeadKey { get; }

    /// <summary>The first commit of a deployment: a head over nothing.</summary>
    internal Proposal BuildFirst(ReadOnlySpan<byte> genesisId)
    {
        UInt128 lineage = BinaryPrimitives.ReadUInt128BigEndian(RandomNumberGenerator.GetBytes(16));
        Head before = new(0, new Bytes32(genesisId), default, 0, 0, lineage, default);
        return BuildFence(before);
    }

    /// <summary>A commit that changes nothing but the head: what was asked for before it can no longer happen after it.</summary>
    /// <remarks>Where there is no index yet it can write no page of the log of heads: the next commit of changes does.</remarks>
    internal Proposal BuildFence(Head previous) => Finish(previous, previous with { Recent = previous.RecentWithThis }, [], [], []);

    /// <summary>A commit of changes, no two of one record. The image is read and not changed.</summary>
    /// <param name="image">What they change.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="lineage">The chain that begins with it; null if it goes on with the one that is there.</param>
    internal Proposal Build(StateImage image, IReadOnlyCollection<PendingChange> changes, UInt128? lineage = null)
    {
        Head previous = image.Head;
        RecentHeads recent = previous.RecentWithThis;
        if (recent.HasPage)
        {
            changes = [.. changes, PageOf(previous, recent)];
            recent = recent.BehindFirstPage;
        }

        Accumulator accumulator = previous.Accumulator;
        long count = previous.Count;
        long lastVersion = previous.LastVersion;
        List<SealedRecord> puts = new(changes.Count + 1);
        List<byte[]> deletes = [];
        List<(PendingChange, IndexEntry)> entries = new(changes.Count);
        foreach (PendingChange change in changes)
        {
            if (image.Index.TryGet(change.Key, out IndexEntry old))
            {
                accumulator.Subtract(keys.PartOf(change.Key, old.Version, image.Boots.IdOf(old.Boot), old.Tag));
                count--;
            }

            if (change.Content is null)
            {
                deletes.Add(change.Key.ToArray());
                entries.Add((change, default));
                continue;
            }

            byte[] value = sealer.Seal(change.Table, change.Key, change.Version, change.Content);
            UInt128 tag = IndexEntry.TagFrom(SealedValue.TagOf(value));
            accumulator.Add(keys.PartOf(change.Key, change.Version, sealer.Boot, tag));
            count++;
            lastVersion = Math.Max(lastVersion, change.Version);
            puts.Add(new SealedRecord { Key = change.Key.ToArray(), Version = change.Version, Value = value });
            entries.Add((change, new IndexEntry(change.Version, Boots.Own, tag)));
        }

        Head next = previous with
        {
            Accumulator = accumulator,
            Count = count,
            LastVersion = lastVersion,
            Lineage = lineage ?? previous.Lineage,
            Recent = recent,
        };
        return Finish(previous, next, puts, deletes, entries);
    }

    /// <summary>A page of the log of heads: it is written once, so any version will do.</summary>
    private PendingChange PageOf(Head previous, in RecentHeads recent)
    {
        byte[] key = HeadLog.KeyOf(HeadLog.PageOf(previous.Sequence - recent.Count + 1));
        return new PendingChange(HeadLog.Table, keys.NameOf(HeadLog.Table, key), recent.FirstPage) { Version = 1 };
    }

    /// <summary>Links the next head, of which everything but sequence and value is there.</summary>
    private Proposal Finish(
        Head previous, Head next, List<SealedRecord> puts, List<byte[]> deletes, IReadOnlyList<(PendingChange, IndexEntry)> entries)
    {
        long sequence = previous.Sequence + 1;
        Bytes32 value = keys.HeadOf(sequence, previous.Value, DigestOf(puts, deletes), next.Accumulator, next.Count);
        Head head = next with { Sequence = sequence, Value = value };
        puts.Add(new SealedRecord
        {
            Key = headKeyBytes,
            Version = sequence,
            Value = sealer.Seal(Head.Table, HeadKey, sequence, head.ToContent()),
        });
        CommitRecordsRequest request = new()
        {
            Expected = [new ExpectedVersion { Key = headKeyBytes, Version = previous.Sequence }],
            Puts = puts,
            Deletes = deletes,
        };
        return new Proposal(request, head, entries);
    }

    /// <summary>SHA-256 of the number of records written, each one's key, version and header, and the keys of those removed.</summary>
    private static Bytes32 DigestOf(List<SealedRecord> puts, List<byte[]> deletes)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, puts.Count);
        hash.AppendData(number);
        foreach (SealedRecord put in puts)
        {
            BinaryPrimitives.WriteInt64BigEndian(number, put.Version);
            hash.AppendData(put.Key);
            hash.AppendData(number);
            hash.AppendData(put.Value, 0, SealedValue.HeaderLength);
        }

        foreach (byte[] key in deletes)
        {
            hash.AppendData(key);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new Bytes32(digest);
    }
}
