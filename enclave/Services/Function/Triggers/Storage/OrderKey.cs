using System.Buffers.Binary;
using System.Text;

namespace NeoServiceLayer.Enclave.Function.Triggers.Storage;

/// <summary>Keys of indexes that go by time: ticks, big-endian, and what follows.</summary>
internal static class OrderKey
{
    internal static byte[] Of(DateTime time, string id) => [.. Number(time.Ticks), .. Encoding.ASCII.GetBytes(id)];

    internal static byte[] Of(DateTime time, long number) => [.. Number(time.Ticks), .. Number(number)];

    internal static byte[] Of(DateTime time, ReadOnlySpan<byte> rest) => [.. Number(time.Ticks), .. rest];

    internal static DateTime Time(ReadOnlySpan<byte> key) => new(BinaryPrimitives.ReadInt64BigEndian(key), DateTimeKind.Utc);

    internal static string Id(ReadOnlySpan<byte> key) => Encoding.ASCII.GetString(key[sizeof(long)..]);

    internal static long Sequence(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt64BigEndian(key[sizeof(long)..]);

    private static byte[] Number(long value)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
