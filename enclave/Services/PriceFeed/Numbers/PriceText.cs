using System.Numerics;

namespace NeoServiceLayer.Enclave.PriceFeed.Numbers;

/// <summary>Why a text is no price.</summary>
internal enum PriceTextProblem
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>It is no decimal number: NaN, an empty text, words.</summary>
    NotANumber,

    /// <summary>It is zero.</summary>
    Zero,

    /// <summary>It is less than zero.</summary>
    Negative,

    /// <summary>It is less than 10⁻¹⁸ or more than 10¹⁸, or has more digits than any price.</summary>
    OutOfRange,
}

/// <summary>Reads a price from the text of a JSON number, or of a JSON string that holds one, into an integer: no floating point comes near it.</summary>
internal static class PriceText
{
    /// <summary>The longest text, in bytes: more than exact prices in the range have.</summary>
    internal const int MaxBytes = 80;

    /// <summary>The smallest and the largest power of ten of a price.</summary>
    internal const int MaxPower = 18;

    /// <summary>10¹⁸ in units of 10⁻¹⁸.</summary>
    private static readonly BigInteger Most = BigInteger.Pow(10, 2 * MaxPower);

    /// <summary>
    /// Reads a price in units of 10^exponent, rounded to the nearest, halves to even.
    /// </summary>
    /// <param name="text">UTF-8: the grammar of a JSON number (RFC 8259), leading zeros and a plus sign allowed, since sources write these in strings.</param>
    /// <param name="scale">A power of ten that the number is multiplied with: -18 to 18.</param>
    /// <param name="exponent">-18 to 0: the unit.</param>
    /// <param name="price">More than 0, where there is no problem.</param>
    internal static PriceTextProblem TryRead(ReadOnlySpan<byte> text, int scale, int exponent, out UInt128 price)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exponent, -MaxPower);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exponent, 0);
        price = 0;
        DecimalParts parts = default;
        if (text.Length > MaxBytes || !parts.TryParse(text))
        {
            return PriceTextProblem.NotANumber;
        }

        int shifted = parts.Power + scale;
        if (parts.Digits.IsZero)
        {
            return PriceTextProblem.Zero;
        }

        if (parts.IsNegative)
        {
            return PriceTextProblem.Negative;
        }

        // In units of 10⁻¹⁸ the range is 1 to 10³⁶; powers beyond what the digits can make up for are out of it.
        if (Math.Abs(shifted) > MaxBytes + (2 * MaxPower) || !IsInRange(parts.Digits, shifted))
        {
            return PriceTextProblem.OutOfRange;
        }

        BigInteger units = Scale(parts.Digits, shifted - exponent);
        if (units.IsZero)
        {
            return PriceTextProblem.OutOfRange; // less than half a unit of this feed
        }

        price = (UInt128)units;
        return PriceTextProblem.None;
    }

    private static bool IsInRange(BigInteger digits, int power)
    {
        int units = power + MaxPower;
        return units >= 0
            ? digits * BigInteger.Pow(10, units) <= Most
            : digits >= BigInteger.Pow(10, -units) && digits <= Most * BigInteger.Pow(10, -units);
    }

    private static BigInteger Scale(BigInteger digits, int power)
    {
        if (power >= 0)
        {
            return digits * BigInteger.Pow(10, power);
        }

        BigInteger divisor = BigInteger.Pow(10, -power);
        BigInteger whole = BigInteger.DivRem(digits, divisor, out BigInteger rest);
        int half = (rest * 2).CompareTo(divisor);
        return half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole;
    }
}
