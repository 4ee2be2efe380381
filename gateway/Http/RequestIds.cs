using System.Globalization;
using NeoServiceLayer.Wire.Interop;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>Makes requestIds for requests that bring none: 32 hexadecimal digits, half drawn at start, half counted.</summary>
internal static class RequestIds
{
    private static readonly ulong Prefix = SystemRandom.NextUInt64();
    private static long count;

    internal static string Next() => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix:x16}{Interlocked.Increment(ref count):x16}");
}
