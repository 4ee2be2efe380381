using CsCheck;
using NeoServiceLayer.Enclave.PriceFeed.Aggregation;
using Xunit;

namespace NeoServiceLayer.Tests.PriceFeed;

public sealed class PriceAggregationTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly AggregationRule Usual = new(MinSources: 3, MinWeight: 3, CutTenths: 50, CutFloorBps: 50, TimeSpan.FromSeconds(30));

    /// <summary>The numbers of docs/price-feed.md.</summary>
    [Fact]
    public void The_worked_example_comes_to_what_it_says()
    {
        AggregatedPrice made = Aggregate(Usual, (1_234_000_000, 1), (1_235_000_000, 2), (1_236_500_000, 1), (1_240_000_000, 1), (1_500_000_000, 1));
        Assert.Equal((UInt128)1_235_000_000, made.Price);
        Assert.Equal((UInt128)1_500_000, made.Confidence);
        Assert.Equal([0, 1, 2, 3], made.Used);
        Assert.Equal([(4, QuoteRejection.Outlier)], made.Rejected);
    }

    [Fact]
    public void Too_few_or_too_old_or_all_of_one_group_make_no_price()
    {
        Assert.Null(Aggregate(Usual, (1, 1), (1, 1)).Price);
        Quote[] old = [.. Quotes((1, 1), (1, 1), (1, 1)).Select(quote => quote with { AskedAt = Now.AddSeconds(-31) })];
        Assert.Equal([(0, QuoteRejection.Stale), (1, QuoteRejection.Stale), (2, QuoteRejection.Stale)], PriceAggregation.Aggregate(old, Usual, Now).Rejected);
        Quote[] one = [.. Quotes((1, 1), (1, 1), (1, 1)).Select(quote => quote with { Group = "one" })];
        Assert.Null(PriceAggregation.Aggregate(one, Usual, Now).Price);
    }

    /// <summary>Two liars beside an honest median make everything else far: the cut leaves one honest quote, and the range keeps the price with it.</summary>
    [Fact]
    public void Liars_beside_the_median_do_not_have_the_honest_cut_away()
    {
        AggregationRule rule = new(MinSources: 5, MinWeight: 5, CutTenths: 30, CutFloorBps: 0, TimeSpan.FromSeconds(30));
        AggregatedPrice made = Aggregate(rule, (1, 1), (2, 1), (100, 1), (101, 1), (101, 1));
        Assert.Equal([2, 3, 4], made.Used);
        Assert.Equal((UInt128)100, made.Price);
    }

    [Fact]
    public void As_many_liars_as_a_rule_bears_cannot_move_a_price_out_of_what_the_honest_say_whatever_is_dropped() =>
        Gen.Select(Gen.Int[0, 5], Gen.ULong[1, 1_000_000].Array[16], Gen.ULong[1, 10_000_000].Array[5], Gen.Int[0, 100], Gen.Int[10, 1_000], Gen.Int[0, 10_000])
            .Sample((liars, honest, lies, extra, cut, floor) =>
            {
                int min = (2 * liars) + 1;
                int there = Math.Min(honest.Length, liars + 1 + (extra % 8));
                AggregationRule rule = new(min, min, cut, floor, TimeSpan.FromSeconds(30));
                ulong[] said = honest[..there];
                AggregatedPrice made = Aggregate(rule, [.. said.Select(price => (price, 1)), .. lies[..liars].Select(price => (price, 1))]);
                Assert.NotNull(made.Price);
                Assert.InRange(made.Price!.Value, (UInt128)said.Min(), (UInt128)said.Max());
            });

    [Fact]
    public void By_weight_it_is_the_same() =>
        Gen.Select(Gen.Int[1, 100].Array[9], Gen.ULong[1, 1_000_000].Array[9], Gen.ULong[1, 10_000_000].Array[4], Gen.Int[1, 4]).Sample((weights, honest, lies, liars) =>
        {
            int lying = weights[..liars].Sum();
            int whole = weights[liars..].Sum();
            int minSources = (2 * liars) + 1;
            int minWeight = Math.Max((2 * lying) + 1, minSources);
            if (whole + lying < minWeight || weights.Length < minSources)
            {
                return;
            }

            AggregationRule rule = new(minSources, minWeight, 50, 50, TimeSpan.FromSeconds(30));
            ulong[] said = honest[liars..];
            AggregatedPrice made = Aggregate(rule, [.. lies[..liars].Select((price, i) => (price, weights[i])), .. said.Select((price, i) => (price, weights[liars + i]))]);
            Assert.InRange(made.Price!.Value, (UInt128)said.Min(), (UInt128)said.Max());
        });

    [Fact]
    public void The_order_of_quotes_does_not_matter_and_scaling_scales() =>
        Gen.Select(Gen.ULong[1, 1_000_000].Array[3, 12], Gen.Int[1, 1_000], Gen.Int[0, 1_000]).Sample((prices, factor, seed) =>
        {
            Quote[] quotes = Quotes([.. prices.Select((price, i) => (price, 1 + (i % 3)))]);
            AggregatedPrice made = PriceAggregation.Aggregate(quotes, Usual, Now);
            AggregatedPrice shuffled = PriceAggregation.Aggregate([.. quotes.OrderBy(quote => HashCode.Combine(seed, quote.Source))], Usual, Now);
            Assert.Equal((made.Price, made.Confidence), (shuffled.Price, shuffled.Confidence));
            Assert.Equal(made.Used, shuffled.Used);
            AggregatedPrice scaled = PriceAggregation.Aggregate([.. quotes.Select(quote => quote with { Price = quote.Price * (uint)factor })], Usual, Now);
            Assert.Equal((made.Price * (UInt128)factor, made.Confidence * (UInt128)factor), (scaled.Price, scaled.Confidence));
            Assert.Equal(made.Used, scaled.Used);
        });

    [Fact]
    public void A_group_has_one_quote_its_lower_median_with_its_largest_weight()
    {
        Quote[] quotes = Quotes((10, 1), (20, 7), (30, 1), (15, 1), (16, 1));
        Quote[] grouped = [.. quotes.Select(quote => quote.Source < 3 ? quote with { Group = "same" } : quote)];
        AggregatedPrice made = PriceAggregation.Aggregate(grouped, Usual, Now);

        // Of a weight of one at most liars cannot have seven.
        Assert.Equal((UInt128)20, made.Price);
        Assert.Equal([(0, QuoteRejection.SameGroup), (2, QuoteRejection.SameGroup)], made.Rejected.Where(each => each.Reason == QuoteRejection.SameGroup));
    }

    private static AggregatedPrice Aggregate(AggregationRule rule, params (ulong Price, int Weight)[] quotes) => PriceAggregation.Aggregate(Quotes(quotes), rule, Now);

    private static Quote[] Quotes(params (ulong Price, int Weight)[] quotes) =>
        [.. quotes.Select((quote, i) => new Quote(i, $"source-{i}", quote.Weight, quote.Price, Now))];
}
