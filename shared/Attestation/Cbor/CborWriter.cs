using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NeoServiceLayer.Attestation.Cbor;

/// <summary>Writes the part of CBOR that a security module is asked in and answers in, each head in its shortest form.</summary>
internal sealed class CborWriter
{
    private readonly ArrayBufferWriter<byte> output = new();

    internal byte[] ToArray() => output.WrittenSpan.ToArray();

    internal CborWriter Unsigned(ulong value) => Head(CborMajor.Unsigned, value);

    internal CborWriter Array(int count) => Head(CborMajor.Array, (ulong)count);

    internal CborWriter Map(int count) => Head(CborMajor.Map, (ulong)count);

    internal CborWriter Text(string text) => Text(Encoding.UTF8.GetBytes(text));

    internal CborWriter Text(ReadOnlySpan<byte> utf8) => Content(CborMajor.Text, utf8);

    internal CborWriter Bytes(ReadOnlySpan<byte> bytes) => Content(CborMajor.Bytes, bytes);

    /// <summary>Bytes, or null if there are none.</summary>
    internal CborWriter Optional(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? Raw([CborMajor.Null]) : Bytes(bytes);

    /// <summary>What is encoded already.</summary>
    internal CborWriter Raw(ReadOnlySpan<byte> encoded)
    {
        output.Write(encoded);
        return this;
    }

    private CborWriter Content(int major, ReadOnlySpan<byte> content) => Head(major, (ulong)content.Length).Raw(content);

    private CborWriter Head(int major, ulong value)
    {
        int count = value switch { < 24 => 0, <= byte.MaxValue => 1, <= ushort.MaxValue => 2, <= uint.MaxValue => 4, _ => 8 };
        int additional = count switch { 0 => (int)value, 1 => 24, 2 => 25, 4 => 26, _ => 27 };
        Span<byte> following = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(following, value);
        return Raw([(byte)((major << 5) | additional)]).Raw(following[^count..]);
    }
}
