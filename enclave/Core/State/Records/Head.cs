using System.Buffers.Binary;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// A committed state in a few bytes, kept sealed in the head record. Its version at the parent is the sequence, and each commit
/// expects its predecessor's: that compare-and-set makes the chain.
/// </summary>
/// <param name="Sequence">From 1.</param>
/// <param name="Value">The link of the chain.</param>
/// <param name="Accumulator">Over all other records.</param>
/// <param name="Count">How many those are.</param>
/// <param name="LastVersion">The highest version that a record was ever given.</param>
/// <param name="Lineage">Tells this chain from one that began elsewhere.</param>
/// <param name="Recent">The heads before it, back to the log's last page.</param>
internal sealed record Head(
    long Sequence, Bytes32 Value, Accumulator Accumulator, long Count, long LastVersion, UInt128 Lineage, RecentHeads Recent)
{
    /// <summary>The length of its content without the recent heads, in bytes.</summary>
    internal const int Length = 8 + 32 + 64 + 8 + 8 + 16;

    /// <summary>The table of the head record, whose key is empty. No other record is in it.</summary>
    internal static readonly Table Table = new("head");

    /// <summary>The recent heads of its successor. What stands before the first commit is none.</summary>
    internal RecentHeads RecentWithThis => Sequence == 0 ? Recent : Recent.With(Value);

    internal byte[] ToContent()
    {
        byte[] content = new byte[Length + Recent.Bytes.Length];
        BinaryPrimitives.WriteInt64BigEndian(content, Sequence);
        Value.CopyTo(content.AsSpan(8));
        Accumulator.CopyTo(content.AsSpan(40));
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(104), Count);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(112), LastVersion);
        BinaryPrimitives.WriteUInt128BigEndian(content.AsSpan(120), Lineage);
        Recent.Bytes.CopyTo(content.AsSpan(Length));
        return content;
    }

    /// <summary>Whether a content may have this length.</summary>
    internal static bool IsLength(int length) => length >= Length && (length - Length) % RecentHeads.EntryLength == 0;

    /// <summary>Reads a content that its seal vouches for; it is kept.</summary>
    internal static Head Read(byte[] content) => new(
        BinaryPrimitives.ReadInt64BigEndian(content),
        new Bytes32(content.AsSpan(8, Bytes32.Length)),
        Accumulator.Read(content.AsSpan(40, Accumulator.Length)),
        BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(104)),
        BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(112)),
        BinaryPrimitives.ReadUInt128BigEndian(content.AsSpan(120)),
        new RecentHeads(content.AsMemory(Length)));
}
