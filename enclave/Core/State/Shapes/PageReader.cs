using System.Buffers.Binary;

namespace NeoServiceLayer.Enclave.Core.State.Shapes;

/// <summary>
/// Reads a binary page. Its content is authenticated; all the same every length is checked against what is there, and every
/// count against the least that its items take, before anything is allocated.
/// </summary>
internal ref struct PageReader
{
    private readonly ReadOnlyMemory<byte> page;
    private int offset;

    /// <summary>Begins behind the version, the page's first byte.</summary>
    internal PageReader(ReadOnlyMemory<byte> page, byte version)
    {
        this.page = page;
        if (Byte() != version)
        {
            throw new MalformedRecordException("A page has another version.");
        }
    }

    internal readonly int Left => page.Length - offset;

    internal byte Byte() => Bytes(1).Span[0];

    internal int UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Bytes(sizeof(ushort)).Span);

    /// <summary>A number from 0: one bit of the eight bytes is not used.</summary>
    internal long Number()
    {
        long number = BinaryPrimitives.ReadInt64BigEndian(Bytes(sizeof(long)).Span);
        return number >= 0 ? number : throw new MalformedRecordException("A number in a page is out of range.");
    }

    /// <summary>A count of items that take at least so many bytes each.</summary>
    internal int Count(int itemBytes)
    {
        int count = UInt16();
        return (long)count * itemBytes <= Left ? count : throw new MalformedRecordException("A page is cut off.");
    }

    /// <summary>So many bytes of the page itself.</summary>
    internal ReadOnlyMemory<byte> Bytes(int length)
    {
        if (length > Left)
        {
            throw new MalformedRecordException("A page is cut off.");
        }

        ReadOnlyMemory<byte> bytes = page.Slice(offset, length);
        offset += length;
        return bytes;
    }

    /// <summary>All that is left.</summary>
    internal ReadOnlyMemory<byte> Rest() => Bytes(Left);

    internal readonly void End()
    {
        if (Left != 0)
        {
            throw new MalformedRecordException("A page is too long.");
        }
    }
}
