using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>Sums of secret numbers modulo the order of secp256r1. Takes the same time whatever they are.</summary>
internal static class Scalar
{
    private const int Limbs = 4;

    /// <summary>
    /// Replaces a number by its sum with another, modulo the order; both are 32 bytes, big-endian. False where the number is the order or
    /// more, or the sum is zero: then the number is something else.
    /// </summary>
    /// <param name="number">Any; the sum afterwards.</param>
    /// <param name="other">Less than the order.</param>
    internal static bool TryAdd(Span<byte> number, ReadOnlySpan<byte> other)
    {
        Span<ulong> sum = stackalloc ulong[Limbs];
        Span<ulong> reduced = stackalloc ulong[Limbs];
        Span<ulong> addend = stackalloc ulong[Limbs];
        Span<ulong> order = stackalloc ulong[Limbs];
        try
        {
            Read(number, sum);
            Read(other, addend);
            Read(Curve.Order, order);
            ulong less = Subtract(sum, order, reduced);
            ulong carry = Add(sum, addend);
            ulong borrow = Subtract(sum, order, reduced);

            // The sum is less than the order where there is no carry and the subtraction borrows; else the difference is what is left.
            ulong keep = 0UL - (borrow & (carry ^ 1));
            ulong any = 0;
            for (int i = 0; i < Limbs; i++)
            {
                sum[i] = (sum[i] & keep) | (reduced[i] & ~keep);
                any |= sum[i];
            }

            Write(sum, number);
            return (less != 0) & (any != 0);
        }
        finally
        {
            Clear(sum);
            Clear(reduced);
            Clear(addend);
        }
    }

    /// <summary>Adds to a number; gives the carry.</summary>
    private static ulong Add(Span<ulong> number, ReadOnlySpan<ulong> other)
    {
        UInt128 carry = 0;
        for (int i = 0; i < Limbs; i++)
        {
            carry += (UInt128)number[i] + other[i];
            number[i] = (ulong)carry;
            carry >>= 64;
        }

        return (ulong)carry;
    }

    /// <summary>Writes a difference; gives what was borrowed, 0 or 1.</summary>
    private static ulong Subtract(ReadOnlySpan<ulong> number, ReadOnlySpan<ulong> other, Span<ulong> difference)
    {
        ulong borrow = 0;
        for (int i = 0; i < Limbs; i++)
        {
            UInt128 rest = (UInt128)number[i] - other[i] - borrow;
            difference[i] = (ulong)rest;
            borrow = (ulong)(rest >> 64) & 1;
        }

        return borrow;
    }

    private static void Read(ReadOnlySpan<byte> bytes, Span<ulong> limbs)
    {
        for (int i = 0; i < Limbs; i++)
        {
            limbs[i] = BinaryPrimitives.ReadUInt64BigEndian(bytes[((Limbs - 1 - i) * sizeof(ulong))..]);
        }
    }

    private static void Write(ReadOnlySpan<ulong> limbs, Span<byte> bytes)
    {
        for (int i = 0; i < Limbs; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes[((Limbs - 1 - i) * sizeof(ulong))..], limbs[i]);
        }
    }

    private static void Clear(Span<ulong> limbs) => CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(limbs));
}
