using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>32 bytes as a value: a record's key at the parent, a boot's id, a head.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Bytes32 : IEquatable<Bytes32>
{
    internal const int Length = 32;

    private readonly ulong a;
    private readonly ulong b;
    private readonly ulong c;
    private readonly ulong d;

    internal Bytes32(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Length);
        a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The first 16 bytes, big-endian.</summary>
    internal UInt128 Prefix => new(a, b);

    public static bool operator ==(Bytes32 left, Bytes32 right) => left.Equals(right);

    public static bool operator !=(Bytes32 left, Bytes32 right) => !left.Equals(right);

    internal void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], d);
    }

    internal byte[] ToArray()
    {
        byte[] bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    public bool Equals(Bytes32 other) => a == other.a && b == other.b && c == other.c && d == other.d;

    public override bool Equals(object? obj) => obj is Bytes32 other && Equals(other);

    /// <summary>What is kept here is the output of a keyed hash or random, so any part of it is as good as a hash.</summary>
    public override int GetHashCode() => (int)(b ^ (b >> 32));
}
