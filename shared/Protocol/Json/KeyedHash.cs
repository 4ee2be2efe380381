using System.Buffers.Binary;
using NeoServiceLayer.Wire.Interop;

namespace NeoServiceLayer.Protocol.Json;

/// <summary>A fast hash for tables, keyed once per process so that nobody outside can aim at a slot. Not for anything else.</summary>
internal static class KeyedHash
{
    private static readonly ulong First = SystemRandom.NextUInt64();
    private static readonly ulong Second = SystemRandom.NextUInt64() | 1;

    internal static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong state = First ^ (ulong)bytes.Length;
        while (bytes.Length > 8)
        {
            state = Mix(state ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        return Mix(state ^ Tail(bytes)) ^ First;
    }

    private static ulong Tail(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            value |= (ulong)bytes[i] << (8 * i);
        }

        return value;
    }

    /// <summary>The folded product of a 128-bit multiplication.</summary>
    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value ^ Second, Second, out ulong low);
        return high ^ low ^ value;
    }
}
