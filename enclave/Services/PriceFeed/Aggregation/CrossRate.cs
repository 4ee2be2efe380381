using System.Numerics;

namespace NeoServiceLayer.Enclave.PriceFeed.Aggregation;

/// <summary>A price and how far from it the truth may be, both in units of 10^Exponent.</summary>
internal readonly record struct PriceWithin(UInt128 Price, UInt128 Confidence, int Exponent);

/// <summary>A rate between two things that have a price in a third: NEO/GAS of NEO/USD and GAS/USD.</summary>
internal static class CrossRate
{
    /// <summary>
    /// Base ÷ quote, rounded to the nearest, halves to even. The confidence is how far it gets when both prices are as wrong as they may be:
    /// the larger of (base + confidence) ÷ (quote − confidence) − rate and rate − (base − confidence) ÷ (quote + confidence), rounded up.
    /// </summary>
    /// <param name="numerator">The price of the base.</param>
    /// <param name="denominator">The price of the quote.</param>
    /// <param name="exponent">The unit of the result.</param>
    /// <returns>Null where there is no such rate: it rounds to nothing, is more than any price, or the quote may be nothing at all.</returns>
    internal static PriceWithin? Of(PriceWithin numerator, PriceWithin denominator, int exponent)
    {
        if (denominator.Confidence >= denominator.Price)
        {
            return null;
        }

        int power = numerator.Exponent - denominator.Exponent - exponent;
        BigInteger up = BigInteger.Pow(10, Math.Max(power, 0));
        BigInteger down = BigInteger.Pow(10, Math.Max(-power, 0));
        BigInteger rate = Rounded((BigInteger)numerator.Price * up, (BigInteger)denominator.Price * down);
        BigInteger highest = RoundedUp((numerator.Price + (BigInteger)numerator.Confidence) * up, (denominator.Price - (BigInteger)denominator.Confidence) * down);
        BigInteger least = BigInteger.Max(0, (BigInteger)numerator.Price - numerator.Confidence);
        BigInteger lowest = least * up / ((denominator.Price + (BigInteger)denominator.Confidence) * down);
        BigInteger confidence = BigInteger.Max(highest - rate, rate - lowest);
        return rate.IsZero || highest > (BigInteger)UInt128.MaxValue ? null : new PriceWithin((UInt128)rate, (UInt128)confidence, exponent);
    }

    private static BigInteger Rounded(BigInteger dividend, BigInteger divisor)
    {
        BigInteger whole = BigInteger.DivRem(dividend, divisor, out BigInteger rest);
        int half = (rest * 2).CompareTo(divisor);
        return half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole;
    }

    private static BigInteger RoundedUp(BigInteger dividend, BigInteger divisor) =>
        BigInteger.DivRem(dividend, divisor, out BigInteger rest) is BigInteger whole && rest.IsZero ? whole : whole + 1;
}
