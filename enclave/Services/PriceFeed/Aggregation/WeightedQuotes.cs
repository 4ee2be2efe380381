namespace NeoServiceLayer.Enclave.PriceFeed.Aggregation;

/// <summary>Quotes in order of their prices, with what can be asked of such: every answer is one of the prices, and the same in whatever order they came.</summary>
internal sealed class WeightedQuotes
{
    private readonly Quote[] ordered;
    private readonly long total;

    internal WeightedQuotes(IEnumerable<Quote> quotes)
    {
        ordered = [.. quotes.OrderBy(quote => quote.Price).ThenBy(quote => quote.Source)];
        total = ordered.Sum(quote => (long)quote.Weight);
    }

    internal IReadOnlyList<Quote> Ordered => ordered;

    internal long TotalWeight => total;

    /// <summary>The lowest price with at least numerator/denominator of the weight at or below it.</summary>
    internal UInt128 Quantile(int numerator, int denominator)
    {
        long sum = 0;
        foreach (Quote quote in ordered)
        {
            sum += quote.Weight;
            if (sum * denominator >= total * numerator)
            {
                return quote.Price;
            }
        }

        throw new InvalidOperationException("There are no quotes.");
    }

    /// <summary>The weighted median: of two that are equally in the middle, the lower.</summary>
    internal UInt128 Median() => Quantile(1, 2);

    /// <summary>The weighted median of the distances to a price.</summary>
    internal UInt128 MedianDeviation(UInt128 from) =>
        new WeightedQuotes(ordered.Select(quote => quote with { Price = Distance(quote.Price, from) })).Median();

    /// <summary>
    /// The range that liars cannot get a price out of: from the lowest price that has more sources or more weight at or below it than they can
    /// have, to the highest that has so at or above it. So at or beyond each end there is an honest quote.
    /// </summary>
    internal (UInt128 Low, UInt128 High) TrustedRange(int toleratedSources, int toleratedWeight) =>
        (Bound(ordered, toleratedSources, toleratedWeight), Bound(ordered.AsEnumerable().Reverse(), toleratedSources, toleratedWeight));

    internal static UInt128 Distance(UInt128 one, UInt128 other) => one > other ? one - other : other - one;

    private static UInt128 Bound(IEnumerable<Quote> from, int sources, int weight)
    {
        int count = 0;
        long sum = 0;
        foreach (Quote quote in from)
        {
            count++;
            sum += quote.Weight;
            if (count > sources || sum > weight)
            {
                return quote.Price;
            }
        }

        throw new InvalidOperationException("There are fewer quotes than may lie.");
    }
}
