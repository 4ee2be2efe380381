using System.Numerics;

namespace NeoServiceLayer.Enclave.PriceFeed.Rounds;

/// <summary>A price that follows others slowly. All of it is integers: the same rounds give the same average on any machine.</summary>
internal static class PriceAverage
{
    /// <summary>
    /// The exponential average after a new price: (average × period + price × elapsed) ÷ (period + elapsed), rounded to the nearest, halves to
    /// even; what came a whole period later counts as much as all before it.
    /// </summary>
    /// <param name="average">What it was; more than 0.</param>
    /// <param name="price">The new price.</param>
    /// <param name="elapsed">Since the last one; not negative.</param>
    /// <param name="period">How slowly it follows; more than 0.</param>
    internal static UInt128 Exponential(UInt128 average, UInt128 price, TimeSpan elapsed, TimeSpan period)
    {
        BigInteger old = (BigInteger)average * period.Ticks;
        BigInteger young = (BigInteger)price * elapsed.Ticks;
        return Divide(old + young, period.Ticks + elapsed.Ticks);
    }

    /// <summary>The time-weighted average of prices that held one after the other until <paramref name="until"/>.</summary>
    /// <param name="prices">Each with when it began to hold, oldest first; at least one.</param>
    /// <param name="from">Where the average begins: the first price counts from here on.</param>
    /// <param name="until">Where it ends: later than <paramref name="from"/>.</param>
    internal static UInt128 TimeWeighted(IReadOnlyList<(DateTimeOffset Since, UInt128 Price)> prices, DateTimeOffset from, DateTimeOffset until)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(until, from);
        BigInteger sum = BigInteger.Zero;
        for (int i = 0; i < prices.Count; i++)
        {
            DateTimeOffset begins = i == 0 || prices[i].Since < from ? from : prices[i].Since;
            DateTimeOffset ends = i + 1 < prices.Count && prices[i + 1].Since < until ? prices[i + 1].Since : until;
            sum += ends > begins ? (BigInteger)prices[i].Price * (ends - begins).Ticks : BigInteger.Zero;
        }

        return Divide(sum, (until - from).Ticks);
    }

    private static UInt128 Divide(BigInteger dividend, BigInteger divisor)
    {
        BigInteger whole = BigInteger.DivRem(dividend, divisor, out BigInteger rest);
        int half = (rest * 2).CompareTo(divisor);
        return (UInt128)(half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole);
    }
}
