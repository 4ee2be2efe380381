using System.Buffers;
using System.Buffers.Binary;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Transactions;

/// <summary>Writes Neo's binary format: little-endian, lengths in their shortest form.</summary>
internal sealed class NeoWriter
{
    private readonly ArrayBufferWriter<byte> output = new();

    /// <summary>What was written; valid until the next write.</summary>
    internal ReadOnlySpan<byte> Written => output.WrittenSpan;

    internal void WriteByte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    internal void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(output.GetSpan(sizeof(uint)), value);
        output.Advance(sizeof(uint));
    }

    internal void WriteUInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(sizeof(ulong)), value);
        output.Advance(sizeof(ulong));
    }

    internal void WriteInt64(long value) => WriteUInt64(unchecked((ulong)value));

    internal void WriteBytes(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    internal void WriteHash(UInt160 hash)
    {
        hash.CopyTo(output.GetSpan(UInt160.Length));
        output.Advance(UInt160.Length);
    }

    internal void WriteHash(UInt256 hash)
    {
        hash.CopyTo(output.GetSpan(UInt256.Length));
        output.Advance(UInt256.Length);
    }

    internal void WriteVarInt(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        if (value < 0xFD)
        {
            WriteByte((byte)value);
        }
        else if (value <= ushort.MaxValue)
        {
            WriteByte(0xFD);
            BinaryPrimitives.WriteUInt16LittleEndian(output.GetSpan(sizeof(ushort)), (ushort)value);
            output.Advance(sizeof(ushort));
        }
        else
        {
            WriteByte(0xFE);
            WriteUInt32((uint)value);
        }
    }

    internal void WriteVarBytes(ReadOnlySpan<byte> bytes)
    {
        WriteVarInt(bytes.Length);
        WriteBytes(bytes);
    }
}
