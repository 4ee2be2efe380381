using System.Buffers.Binary;
using System.Diagnostics;
using NeoServiceLayer.Wire.Interop;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>
/// Makes requestIds for requests that bring none: 32 hexadecimal digits, half drawn at start, half counted.
/// </summary>
internal static class RequestIds
{
    private const int Bytes = 16;

    private static readonly ulong Prefix = SystemRandom.NextUInt64();
    private static long count;

    internal static string Next() => string.Create(2 * Bytes, Interlocked.Increment(ref count), static (text, number) =>
    {
        Span<byte> id = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt64BigEndian(id, Prefix);
        BinaryPrimitives.WriteInt64BigEndian(id[sizeof(ulong)..], number);
        bool written = Convert.TryToHexStringLower(id, text, out _);
        Debug.Assert(written, "There is room for two digits a byte.");
    });
}
