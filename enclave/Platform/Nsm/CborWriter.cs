using System.Buffers.Binary;

namespace NeoServiceLayer.Enclave.Platform.Nsm;

/// <summary>Writes CBOR (RFC 8949) as requests to the module need it, each head as short as it can be. The target is large enough.</summary>
internal ref struct CborWriter(Span<byte> target)
{
    private readonly Span<byte> target = target;
    private int length;

    internal readonly ReadOnlySpan<byte> Written => target[..length];

    internal void Map(int members) => Head(CborMajor.Map, (ulong)members);

    internal void Unsigned(ulong value) => Head(CborMajor.Unsigned, value);

    internal void Text(scoped ReadOnlySpan<byte> utf8)
    {
        Head(CborMajor.Text, (ulong)utf8.Length);
        Raw(utf8);
    }

    /// <summary>The bytes, or null where there are none.</summary>
    internal void BytesOrNull(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            Raw([CborMajor.Null]);
            return;
        }

        Head(CborMajor.Bytes, (ulong)bytes.Length);
        Raw(bytes);
    }

    private void Head(int major, ulong value)
    {
        Span<byte> head = stackalloc byte[1 + sizeof(ulong)];
        (int width, int information) = value switch
        {
            < 24 => (0, (int)value),
            <= byte.MaxValue => (1, 24),
            <= ushort.MaxValue => (2, 25),
            <= uint.MaxValue => (4, 26),
            _ => (8, 27),
        };
        Span<byte> wide = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(wide, value);
        head[0] = (byte)((major << 5) | information);
        wide[(sizeof(ulong) - width)..].CopyTo(head[1..]);
        Raw(head[..(1 + width)]);
    }

    private void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(target[length..]);
        length += bytes.Length;
    }
}
