using System.Buffers.Binary;

namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>Writes a binary page into memory that is large enough.</summary>
internal ref struct PageWriter
{
    private readonly Span<byte> page;
    private int offset;

    /// <summary>Begins with the version.</summary>
    internal PageWriter(Span<byte> page, byte version)
    {
        this.page = page;
        Byte(version);
    }

    internal readonly ReadOnlySpan<byte> Written => page[..offset];

    internal void Byte(byte value) => page[offset++] = value;

    internal void UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(page[offset..], checked((ushort)value));
        offset += sizeof(ushort);
    }

    internal void Number(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(page[offset..], value);
        offset += sizeof(long);
    }

    internal void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(page[offset..]);
        offset += bytes.Length;
    }
}
