using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using NeoServiceLayer.Wire.Interop;

namespace NeoServiceLayer.Protocol.Json;

/// <summary>A fast hash for tables, keyed once per process so that nobody outside can aim at a slot. Not for anything else.</summary>
internal static class KeyedHash
{
    private static readonly ulong First = SystemRandom.NextUInt64();
    private static readonly ulong Second = SystemRandom.NextUInt64() | 1;

    internal static ulong Of(ReadOnlySpan<byte> bytes)
    {
        // The length is mixed in first: beside the bytes it could be undone by them, and texts chosen that collide.
        ulong state = Mix(First ^ (ulong)bytes.Length);
        while (bytes.Length > 8)
        {
            state = Mix(state ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        return Mix(state ^ Tail(bytes)) ^ First;
    }

    /// <summary>Up to eight bytes as one number, without a loop; no two of one length are alike.</summary>
    private static ulong Tail(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        >= 4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes)
            | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]) << 32),
        > 0 => bytes[0] | ((ulong)bytes[bytes.Length / 2] << 8) | ((ulong)bytes[^1] << 16),
        _ => 0,
    };

    /// <summary>The folded product of a 128-bit multiplication.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value ^ Second, Second, out ulong low);
        return high ^ low ^ value;
    }
}
