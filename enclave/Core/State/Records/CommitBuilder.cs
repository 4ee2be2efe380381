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
        Head before = new(0, new Bytes32(genesisId), default, 0, 0, lineage);
        return BuildFence(before);
    }

    /// <summary>A commit that changes nothing but the head: what was asked for before it can no longer happen after it.</summary>
    internal Proposal BuildFence(Head from) => Finish(from, from.Accumulator, from.Count, from.LastVersion, [], [], []);

    /// <summary>A commit of changes, no two of one record. The image is read and not changed.</summary>
    internal Proposal Build(StateImage image, IReadOnlyCollection<PendingChange> changes)
    {
        Head from = image.Head;
        Accumulator accumulator = from.Accumulator;
        long count = from.Count;
        long lastVersion = from.LastVersion;
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

        return Finish(from, accumulator, count, lastVersion, puts, deletes, entries);
    }

    private Proposal Finish(
        Head from, in Accumulator accumulator, long count, long lastVersion,
        List<SealedRecord> puts, List<byte[]> deletes, IReadOnlyList<(PendingChange, IndexEntry)> entries)
    {
        long sequence = from.Sequence + 1;
        Bytes32 value = keys.HeadOf(sequence, from.Value, DigestOf(puts, deletes), accumulator, count);
        Head head = new(sequence, value, accumulator, count, lastVersion, from.Lineage);
        puts.Add(new SealedRecord
        {
            Key = headKeyBytes,
            Version = sequence,
            Value = sealer.Seal(Head.Table, HeadKey, sequence, head.ToContent()),
        });
        CommitRecordsRequest request = new()
        {
            Expected = [new ExpectedVersion { Key = headKeyBytes, Version = from.Sequence }],
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
