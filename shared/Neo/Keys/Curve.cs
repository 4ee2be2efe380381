using System.Globalization;
using System.Numerics;

namespace NeoServiceLayer.Neo.Keys;

/// <summary>secp256r1, also called P-256 (SEC 2, 2.4.2): what it takes to check and to decompress a public point.
/// BigInteger is not constant-time: nothing secret comes here.</summary>
internal static class Curve
{
    /// <summary>Bytes in a coordinate or a private key.</summary>
    public const int FieldLength = 32;

    private static readonly BigInteger Prime =
        Number("00ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");

    private static readonly BigInteger B =
        Number("005ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    /// <summary>The order n, big-endian: private keys are 1 to n - 1.</summary>
    public static ReadOnlySpan<byte> Order =>
    [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];

    /// <summary>Whether big-endian coordinates name a point of the curve.</summary>
    public static bool Contains(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        var (numberX, numberY) = (Number(x), Number(y));
        return numberX < Prime && numberY < Prime && numberY * numberY % Prime == SquareOfY(numberX);
    }

    /// <summary>Finds the y of the given parity and writes it big-endian to <paramref name="y"/>, 32 bytes.
    /// False when no point of the curve has this x.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> x, bool odd, Span<byte> y)
    {
        var numberX = Number(x);
        if (numberX >= Prime)
        {
            return false;
        }

        var square = SquareOfY(numberX);

        // The prime is 3 modulo 4, so this power is the root of whatever has one.
        var root = BigInteger.ModPow(square, (Prime + 1) / 4, Prime);
        if (root * root % Prime != square)
        {
            return false;
        }

        // No point of this curve has y = 0 (its order is odd), so the other root is never the prime itself.
        root = root.IsEven == odd ? Prime - root : root;
        y.Clear();
        var length = root.GetByteCount(isUnsigned: true);
        return root.TryWriteBytes(y[(FieldLength - length)..], out _, isUnsigned: true, isBigEndian: true);
    }

    private static BigInteger SquareOfY(BigInteger x) => ((x * x * x) + ((Prime - 3) * x) + B) % Prime;

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static BigInteger Number(string hex) =>
        BigInteger.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
