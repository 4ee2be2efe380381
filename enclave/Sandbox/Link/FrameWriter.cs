using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NeoServiceLayer.Enclave.Sandbox.Link;

/// <summary>Writes one frame, field by field: numbers little-endian, bytes and text (UTF-8) behind their length of four bytes.</summary>
internal sealed class FrameWriter
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    internal FrameWriter(FrameKind kind)
    {
        Span<byte> head = bytes.GetSpan(FrameLimits.HeadBytes);
        head[sizeof(uint)] = (byte)kind;
        bytes.Advance(FrameLimits.HeadBytes);
    }

    internal FrameWriter Byte(byte value)
    {
        bytes.GetSpan(1)[0] = value;
        bytes.Advance(1);
        return this;
    }

    internal FrameWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes.GetSpan(sizeof(int)), value);
        bytes.Advance(sizeof(int));
        return this;
    }

    internal FrameWriter Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.GetSpan(sizeof(long)), value);
        bytes.Advance(sizeof(long));
        return this;
    }

    internal FrameWriter Bytes(ReadOnlySpan<byte> value)
    {
        Int32(value.Length);
        bytes.Write(value);
        return this;
    }

    /// <summary>Half a surrogate pair becomes U+FFFD.</summary>
    internal FrameWriter Text(string value)
    {
        Int32(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, bytes);
        return this;
    }

    /// <summary>Text that may be absent.</summary>
    internal FrameWriter Optional(string? value) => value is null ? Byte(0) : Byte(1).Text(value);

    /// <summary>The whole frame.</summary>
    internal ReadOnlyMemory<byte> Frame()
    {
        Span<byte> head = System.Runtime.InteropServices.MemoryMarshal.AsMemory(bytes.WrittenMemory).Span;
        BinaryPrimitives.WriteInt32LittleEndian(head, bytes.WrittenCount - FrameLimits.HeadBytes);
        return bytes.WrittenMemory;
    }
}
