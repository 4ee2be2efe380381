using System.Buffers.Binary;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// The heads before the newest, back to the last full page of the log of heads; kept in the head record, so that each commit writes them
/// with itself.
/// </summary>
/// <remarks>
/// Of each head its first 16 bytes: heads are outputs of a keyed hash, and what is looked up is only what an enclave of the deployment has
/// vouched for, so nobody finds another with the same ones.
/// </remarks>
internal readonly struct RecentHeads : IEquatable<RecentHeads>
{
    /// <summary>What is kept of one head, in bytes.</summary>
    internal const int EntryLength = 16;

    private readonly ReadOnlyMemory<byte> entries;

    internal RecentHeads(ReadOnlyMemory<byte> entries) => this.entries = entries;

    internal int Count => entries.Length / EntryLength;

    internal ReadOnlySpan<byte> Bytes => entries.Span;

    /// <summary>Whether there are enough for a page.</summary>
    internal bool HasPage => entries.Length >= HeadLog.PageLength;

    /// <summary>The oldest ones, as many as a page has.</summary>
    internal byte[] FirstPage => entries[..HeadLog.PageLength].ToArray();

    /// <summary>The others.</summary>
    internal RecentHeads BehindFirstPage => new(entries[HeadLog.PageLength..]);

    /// <summary>The same with one more.</summary>
    internal RecentHeads With(in Bytes32 head)
    {
        byte[] longer = new byte[entries.Length + EntryLength];
        entries.Span.CopyTo(longer);
        BinaryPrimitives.WriteUInt128BigEndian(longer.AsSpan(entries.Length), head.Prefix);
        return new RecentHeads(longer);
    }

    /// <summary>Whether an entry is of this head.</summary>
    internal static bool IsAt(ReadOnlySpan<byte> entries, int index, in Bytes32 head) =>
        BinaryPrimitives.ReadUInt128BigEndian(entries[(index * EntryLength)..]) == head.Prefix;

    public bool Equals(RecentHeads other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is RecentHeads other && Equals(other);

    public override int GetHashCode() => entries.Length;
}
