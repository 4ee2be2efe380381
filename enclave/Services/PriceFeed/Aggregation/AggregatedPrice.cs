namespace NeoServiceLayer.Enclave.PriceFeed.Aggregation;

/// <summary>Why a quote does not count.</summary>
internal enum QuoteRejection
{
    /// <summary>It is older than the rule allows.</summary>
    Stale,

    /// <summary>It is too far from the others.</summary>
    Outlier,

    /// <summary>Another quote stands for its group.</summary>
    SameGroup,
}

/// <summary>What became of a set of quotes.</summary>
/// <param name="Price">In the feed's unit; null where there are too few: then there is no new price.</param>
/// <param name="Confidence">The price less the lower quartile of what was used, or the upper quartile less the price: the larger of them.</param>
/// <param name="Used">The sources that count, in order.</param>
/// <param name="Rejected">Those that do not, and why, in order.</param>
internal sealed record AggregatedPrice(
    UInt128? Price, UInt128 Confidence, IReadOnlyList<int> Used, IReadOnlyList<(int Source, QuoteRejection Reason)> Rejected);
