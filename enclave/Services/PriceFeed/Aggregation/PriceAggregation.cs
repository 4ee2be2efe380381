using System.Numerics;

namespace NeoServiceLayer.Enclave.PriceFeed.Aggregation;

/// <summary>
/// One price of many: fresh quotes, one for each group; what is far from their median is cut; the weighted median of the rest, kept within
/// the range that as many liars as the rule tolerates cannot leave. docs/price-feed.md has it with numbers.
/// </summary>
/// <remarks>
/// The cut alone would not do: two liars beside a median that is honest make the median deviation small, and then it cuts the honest quotes
/// that are further away. So the range is taken of all fresh quotes, before the cut.
/// </remarks>
internal static class PriceAggregation
{
    private const int Tenths = 10;
    private const int BasisPoints = 10_000;

    internal static AggregatedPrice Aggregate(IReadOnlyList<Quote> quotes, AggregationRule rule, DateTimeOffset now)
    {
        List<(int Source, QuoteRejection Reason)> rejected = [];
        List<Quote> fresh = [];
        foreach (Quote quote in quotes)
        {
            if (now - quote.AskedAt > rule.MaxAge)
            {
                rejected.Add((quote.Source, QuoteRejection.Stale));
            }
            else
            {
                fresh.Add(quote);
            }
        }

        WeightedQuotes independent = new(OneOfEachGroup(fresh, rejected));
        if (independent.Ordered.Count < rule.MinSources || independent.TotalWeight < rule.MinWeight)
        {
            return new AggregatedPrice(null, 0, [], Sorted(rejected));
        }

        WeightedQuotes used = Cut(independent, rule, rejected);
        (UInt128 low, UInt128 high) = independent.TrustedRange(rule.ToleratedSources, rule.ToleratedWeight);
        UInt128 price = UInt128.Clamp(used.Median(), low, high);
        UInt128 confidence = UInt128.Max(Less(price, used.Quantile(1, 4)), Less(used.Quantile(3, 4), price));
        return new AggregatedPrice(price, confidence, [.. used.Ordered.Select(quote => quote.Source).Order()], Sorted(rejected));
    }

    /// <summary>Of each group its lower median quote, with the largest weight of the group.</summary>
    private static IEnumerable<Quote> OneOfEachGroup(List<Quote> fresh, List<(int, QuoteRejection)> rejected)
    {
        foreach (IGrouping<string, Quote> group in fresh.GroupBy(quote => quote.Group, StringComparer.Ordinal))
        {
            Quote[] ordered = [.. group.OrderBy(quote => quote.Price).ThenBy(quote => quote.Source)];
            Quote kept = ordered[(ordered.Length - 1) / 2];
            rejected.AddRange(ordered.Where(quote => quote.Source != kept.Source).Select(quote => (quote.Source, QuoteRejection.SameGroup)));
            yield return kept with { Weight = ordered.Max(quote => quote.Weight) };
        }
    }

    /// <summary>Compared without a division, so that a price in another unit is judged alike.</summary>
    private static WeightedQuotes Cut(WeightedQuotes quotes, AggregationRule rule, List<(int, QuoteRejection)> rejected)
    {
        UInt128 median = quotes.Median();
        BigInteger farInTenths = (BigInteger)quotes.MedianDeviation(median) * rule.CutTenths;
        BigInteger farInBps = (BigInteger)median * rule.CutFloorBps;
        List<Quote> near = [];
        foreach (Quote quote in quotes.Ordered)
        {
            BigInteger distance = WeightedQuotes.Distance(quote.Price, median);
            if (distance * Tenths > farInTenths && distance * BasisPoints > farInBps)
            {
                rejected.Add((quote.Source, QuoteRejection.Outlier));
            }
            else
            {
                near.Add(quote);
            }
        }

        return new WeightedQuotes(near);
    }

    private static UInt128 Less(UInt128 from, UInt128 what) => from > what ? from - what : 0;

    private static (int, QuoteRejection)[] Sorted(List<(int Source, QuoteRejection)> rejected) => [.. rejected.OrderBy(each => each.Source)];
}
