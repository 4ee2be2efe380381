using System.Globalization;
using System.Security.Cryptography;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>Makes requestIds for requests that bring none: 32 hexadecimal digits, half drawn at start, half counted.</summary>
internal static class RequestIds
{
    private static readonly ulong Prefix = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private static long count;

    internal static string Next() => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix:x16}{Interlocked.Increment(ref count):x16}");
}
