using System.Numerics;

namespace NeoServiceLayer.Crypto;

/// <summary>
/// Points of P-256 (SEC 2, 2.4.2), uncompressed. A point that is not on the curve would give away a private key bit by bit, so each is
/// checked here and not left to a library. BigInteger is not constant-time: nothing secret comes here.
/// </summary>
internal static class Point
{
    internal const int FieldLength = 32;

    private const byte Uncompressed = 4;

    private static readonly BigInteger Prime = Number(Convert.FromHexString("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"));

    private static readonly BigInteger B = Number(Convert.FromHexString("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"));

    /// <summary>The order n, big-endian: private keys are 1 to n - 1.</summary>
    internal static ReadOnlySpan<byte> Order =>
    [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];

    /// <summary>
    /// Whether these bytes are a point of the curve in its one uncompressed form. It is then none of small order: the curve has prime order,
    /// and the point at infinity has no such form.
    /// </summary>
    internal static bool IsValid(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Hpke.PublicKeyLength || bytes[0] != Uncompressed)
        {
            return false;
        }

        BigInteger x = Number(bytes.Slice(1, FieldLength));
        BigInteger y = Number(bytes[(1 + FieldLength)..]);
        return x < Prime && y < Prime && y * y % Prime == ((x * x * x) + ((Prime - 3) * x) + B) % Prime;
    }

    /// <summary>Writes coordinates as a point, 65 bytes.</summary>
    internal static void Write(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, Span<byte> destination)
    {
        destination[0] = Uncompressed;
        x.CopyTo(destination[1..]);
        y.CopyTo(destination[(1 + FieldLength)..]);
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
