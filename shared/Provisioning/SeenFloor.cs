using System.Buffers.Binary;

namespace NeoServiceLayer.Provisioning;

/// <summary>
/// The highest state that an operator has seen, as a receipt told it. It goes with his share, under the same seal: whoever passes the share on can
/// neither take it off nor put another in its place.
/// </summary>
public sealed class SeenFloor
{
    /// <summary>Its length: lineage 16 ‖ sequence 8 ‖ head 32 ‖ MAC 32.</summary>
    public const int Length = LineageLength + sizeof(long) + HashLength + HashLength;

    private const int LineageLength = 16;
    private const int HashLength = 32;
    private const int HeadAt = LineageLength + sizeof(long);

    /// <param name="lineage">The chain of commits, 16 bytes.</param>
    /// <param name="sequence">The number of the commit, from 1.</param>
    /// <param name="head">Its head, 32 bytes.</param>
    /// <param name="mac">The receipt's <c>floorMac</c>, 32 bytes.</param>
    /// <exception cref="FormatException">One of them is not of that length, or the sequence is not from 1.</exception>
    public SeenFloor(ReadOnlyMemory<byte> lineage, long sequence, ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> mac)
    {
        if (lineage.Length != LineageLength || head.Length != HashLength || mac.Length != HashLength || sequence < 1)
        {
            throw new FormatException("A state that was seen has a lineage of 16 bytes, a sequence from 1, and a head and a MAC of 32 bytes each.");
        }

        Lineage = lineage;
        Sequence = sequence;
        Head = head;
        Mac = mac;
    }

    /// <summary>The chain of commits.</summary>
    public ReadOnlyMemory<byte> Lineage { get; }

    /// <summary>The number of the commit.</summary>
    public long Sequence { get; }

    /// <summary>Its head.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>What the deployment's enclaves know it again by.</summary>
    public ReadOnlyMemory<byte> Mac { get; }

    /// <summary>Writes one, or that there is none: all zero.</summary>
    internal static void Write(SeenFloor? floor, Span<byte> bytes)
    {
        bytes.Clear();
        if (floor is not null)
        {
            floor.Lineage.Span.CopyTo(bytes);
            BinaryPrimitives.WriteInt64BigEndian(bytes[LineageLength..], floor.Sequence);
            floor.Head.Span.CopyTo(bytes[HeadAt..]);
            floor.Mac.Span.CopyTo(bytes[(HeadAt + HashLength)..]);
        }
    }

    /// <summary>Reads one; null if there is none. Whether it is true, only an enclave of the deployment knows.</summary>
    internal static SeenFloor? Read(ReadOnlySpan<byte> bytes)
    {
        long sequence = BinaryPrimitives.ReadInt64BigEndian(bytes[LineageLength..]);
        return sequence < 1 ? null : new SeenFloor(
            bytes[..LineageLength].ToArray(), sequence, bytes.Slice(HeadAt, HashLength).ToArray(), bytes.Slice(HeadAt + HashLength, HashLength).ToArray());
    }
}
