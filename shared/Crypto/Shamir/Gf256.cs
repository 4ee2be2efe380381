namespace NeoServiceLayer.Crypto;

/// <summary>
/// The field of 256 elements that AES uses (FIPS 197, 4): polynomials over GF(2) modulo x⁸ + x⁴ + x³ + x + 1. No table and no branch depends
/// on an element: tables are faster, and tell others on the same machine by the cache which element it was.
/// </summary>
internal static class Gf256
{
    private const int Reduction = 0x1b;

    /// <summary>The product.</summary>
    internal static byte Multiply(byte left, byte right)
    {
        int product = 0;
        int shifted = left;
        for (int bit = 0; bit < 8; bit++)
        {
            product ^= shifted & -((right >> bit) & 1);
            shifted = ((shifted << 1) & 0xff) ^ (Reduction & -(shifted >> 7));
        }

        return (byte)product;
    }

    /// <summary>The inverse, which is the 254th power: all elements but zero have one, and zero gives zero.</summary>
    internal static byte Invert(byte element)
    {
        byte power = element;
        for (int bit = 0; bit < 6; bit++)
        {
            power = Multiply(Multiply(power, power), element);
        }

        // 254 is seven ones and a zero.
        return Multiply(power, power);
    }
}
