using System.Buffers.Binary;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Transactions;

/// <summary>
/// Reads Neo's binary format from hostile bytes. Every length is unsigned and held against its cap before anything is
/// allocated; every failure is a <see cref="NeoFormatException"/> that names the field and its offset. Lengths must be in
/// their shortest form, so that what was read is written back as the same bytes.
/// </summary>
internal ref struct NeoReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> data = data;

    /// <summary>The next byte's offset.</summary>
    internal int Offset { get; private set; }

    /// <summary>How many bytes are left.</summary>
    internal readonly int Remaining => data.Length - Offset;

    internal byte ReadByte(string field) => ReadBytes(1, field)[0];

    internal uint ReadUInt32(string field) => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(sizeof(uint), field));

    internal long ReadInt64(string field) => BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(sizeof(long), field));

    internal ulong ReadUInt64(string field) => BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(sizeof(ulong), field));

    internal UInt160 ReadUInt160(string field) => new(ReadBytes(UInt160.Length, field));

    internal UInt256 ReadUInt256(string field) => new(ReadBytes(UInt256.Length, field));

    /// <summary>Reads that many bytes; the span is a window on the data.</summary>
    internal ReadOnlySpan<byte> ReadBytes(int count, string field)
    {
        if (count > Remaining)
        {
            throw new NeoFormatException($"{field}: {count} bytes expected, {Remaining} left", Offset);
        }

        ReadOnlySpan<byte> bytes = data.Slice(Offset, count);
        Offset += count;
        return bytes;
    }

    /// <summary>Reads a variable-length integer of at most <paramref name="cap"/>.</summary>
    internal int ReadVarInt(int cap, string field)
    {
        int start = Offset;
        byte first = ReadByte(field);
        ulong value = first switch
        {
            0xFD => BinaryPrimitives.ReadUInt16LittleEndian(ReadBytes(sizeof(ushort), field)),
            0xFE => ReadUInt32(field),
            0xFF => ReadUInt64(field),
            _ => first,
        };
        ulong leastOfForm = first switch { 0xFD => 0xFD, 0xFE => 0x1_0000, 0xFF => 0x1_0000_0000, _ => 0 };
        if (value < leastOfForm)
        {
            throw new NeoFormatException($"{field}: its length is not in the shortest form", start);
        }

        return value <= (ulong)cap
            ? (int)value
            : throw new NeoFormatException($"{field}: {value} is over the limit of {cap}", start);
    }

    /// <summary>Reads a length of at most <paramref name="cap"/> and that many bytes; the span is a window on the data.</summary>
    internal ReadOnlySpan<byte> ReadVarBytes(int cap, string field) => ReadBytes(ReadVarInt(cap, field), field);

    /// <summary>Refuses bytes that are left over.</summary>
    internal readonly void EnsureEnd(string what)
    {
        if (Remaining != 0)
        {
            throw new NeoFormatException($"{what}: {Remaining} bytes follow its end", Offset);
        }
    }
}
