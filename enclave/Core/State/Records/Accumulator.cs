using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// A sum modulo 2^512 of one pseudo-random number a record: two sets of records with the same sum cannot be found without the
/// key, and a record comes and goes at the price of one addition.
/// </summary>
[InlineArray(Words)]
internal struct Accumulator : IEquatable<Accumulator>
{
    internal const int Length = Words * sizeof(ulong);
    private const int Words = 8;

    private ulong word;

    internal static Accumulator Read(ReadOnlySpan<byte> bytes)
    {
        Accumulator read = default;
        for (int i = 0; i < Words; i++)
        {
            read[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * sizeof(ulong))..]);
        }

        return read;
    }

    internal readonly void CopyTo(Span<byte> destination)
    {
        for (int i = 0; i < Words; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(i * sizeof(ulong))..], this[i]);
        }
    }

    internal void Add(in Accumulator other)
    {
        ulong carry = 0;
        for (int i = 0; i < Words; i++)
        {
            UInt128 sum = (UInt128)this[i] + other[i] + carry;
            this[i] = (ulong)sum;
            carry = (ulong)(sum >> 64);
        }
    }

    internal void Subtract(in Accumulator other)
    {
        ulong borrow = 0;
        for (int i = 0; i < Words; i++)
        {
            UInt128 difference = (UInt128)this[i] - other[i] - borrow;
            this[i] = (ulong)difference;
            borrow = difference >> 64 == 0 ? 0UL : 1UL;
        }
    }

    public readonly bool Equals(Accumulator other) => ((ReadOnlySpan<ulong>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is Accumulator other && Equals(other);

    public override readonly int GetHashCode() => (int)this[0];
}
