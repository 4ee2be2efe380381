namespace NeoServiceLayer.Enclave.PriceFeed.Aggregation;

/// <summary>How a feed makes one price of many; part of its configuration, which every report names by hash.</summary>
/// <param name="MinSources">How many independent sources a round needs: 1 to 32.</param>
/// <param name="MinWeight">What their weights have to come to: at least MinSources.</param>
/// <param name="CutTenths">A quote is cut that is further from the median than this many tenths of the median deviation: 10 to 1,000.</param>
/// <param name="CutFloorBps">None is cut that is nearer than this many hundredths of a percent of the median: 0 to 10,000.</param>
/// <param name="MaxAge">How old a quote may be.</param>
internal sealed record AggregationRule(int MinSources, int MinWeight, int CutTenths, int CutFloorBps, TimeSpan MaxAge)
{
    /// <summary>How many independent sources may lie together, whatever the parent drops, without moving the price out of the honest quotes' range.</summary>
    internal int ToleratedSources => (MinSources - 1) / 2;

    /// <summary>What their weights may come to.</summary>
    internal int ToleratedWeight => (MinWeight - 1) / 2;
}
