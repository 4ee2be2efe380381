using CsCheck;
using NeoServiceLayer.Enclave.PriceFeed.Aggregation;
using NeoServiceLayer.Enclave.PriceFeed.Rounds;
using Xunit;

namespace NeoServiceLayer.Tests.PriceFeed;

public sealed class CrossRateTests
{
    [Fact]
    public void A_cross_rate_is_rounded_and_as_uncertain_as_both_together()
    {
        PriceWithin neo = new(1_200_000_000, 12_000_000, -8);
        PriceWithin gas = new(300_000_000, 3_000_000, -8);
        PriceWithin rate = CrossRate.Of(neo, gas, -8)!.Value;
        Assert.Equal((UInt128)400_000_000, rate.Price);

        // 12.12 / 2.97 = 4.08080808…, rounded up.
        Assert.Equal((UInt128)8_080_809, rate.Confidence);
    }

    [Fact]
    public void Units_do_not_matter() => Assert.Equal(
        (UInt128)400, CrossRate.Of(new PriceWithin(12, 0, 0), new PriceWithin(3_000_000_000_000_000_000, 0, -18), -2)!.Value.Price);

    [Fact]
    public void What_may_be_nothing_divides_nothing()
    {
        Assert.Null(CrossRate.Of(new PriceWithin(1, 0, 0), new PriceWithin(5, 5, 0), -8));
        Assert.Null(CrossRate.Of(new PriceWithin(1, 0, -18), new PriceWithin(1_000, 0, 0), -8));
    }

    [Fact]
    public void The_truth_lies_within_where_both_truths_do() =>
        Gen.Select(Gen.ULong[1_000, 1_000_000_000], Gen.ULong[1_000, 1_000_000_000], Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[-100, 100], Gen.Int[-100, 100])
            .Sample((one, other, oneWide, otherWide, oneOff, otherOff) =>
            {
                ulong oneWithin = one * (ulong)oneWide / 1_000;
                ulong otherWithin = other * (ulong)otherWide / 1_000;
                PriceWithin rate = CrossRate.Of(new PriceWithin(one, oneWithin, -8), new PriceWithin(other, otherWithin, -8), -8)!.Value;
                long trueOne = (long)one + ((long)oneWithin * oneOff / 100);
                long trueOther = (long)other + ((long)otherWithin * otherOff / 100);
                Int128 truth = (Int128)trueOne * 100_000_000 / trueOther;
                Assert.InRange(truth, (Int128)rate.Price - (Int128)rate.Confidence - 1, (Int128)rate.Price + (Int128)rate.Confidence + 1);
            });

    [Fact]
    public void An_average_moves_toward_the_price_and_never_past_it() =>
        Gen.Select(Gen.ULong[1, 1_000_000], Gen.ULong[1, 1_000_000], Gen.Int[0, 100_000], Gen.Int[1, 100_000]).Sample((average, price, elapsed, period) =>
        {
            UInt128 next = PriceAverage.Exponential(average, price, TimeSpan.FromSeconds(elapsed), TimeSpan.FromSeconds(period));
            Assert.InRange(next, (UInt128)Math.Min(average, price), (UInt128)Math.Max(average, price));
        });

    [Fact]
    public void After_a_whole_period_old_and_new_count_alike() =>
        Assert.Equal((UInt128)150, PriceAverage.Exponential(100, 200, TimeSpan.FromHours(1), TimeSpan.FromHours(1)));

    [Fact]
    public void Prices_count_for_as_long_as_they_held()
    {
        DateTimeOffset from = DateTimeOffset.UnixEpoch;
        Assert.Equal(
            (UInt128)175,
            PriceAverage.TimeWeighted([(from.AddMinutes(-5), 100), (from.AddMinutes(1), 200)], from, from.AddMinutes(4)));
    }
}
