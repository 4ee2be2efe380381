using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.PriceFeed.Aggregation;
using NeoServiceLayer.Enclave.PriceFeed.Rounds;

namespace NeoServiceLayer.Enclave.PriceFeed.Feeds;

/// <summary>What holds where a feed's configuration does not say, and what its members mean.</summary>
internal static class FeedDefaults
{
    private const int Exponent = -8;
    private const int CutTenths = 50;
    private const int CutFloorBps = 50;
    private const int MaxQuoteAgeSeconds = 30;
    private const int IntervalSeconds = 5;
    private const int DeviationBps = 50;
    private const int HeartbeatSeconds = 3_600;
    private const int MinIntervalSeconds = 5;
    private const int AverageSeconds = 3_600;
    private const int DelaySeconds = 86_400;

    /// <summary>The same with every default filled in: so that its hash says all of it, and goes on saying it when defaults change.</summary>
    internal static FeedSettings Fill(FeedSettings feed)
    {
        int minSources = feed.MinSources ?? Majority(feed.Sources?.Count ?? 1);
        return feed with
        {
            Exponent = feed.Exponent ?? Exponent,
            MinSources = minSources,
            MinWeight = feed.MinWeight ?? minSources,
            CutTenths = feed.CutTenths ?? CutTenths,
            CutFloorBps = feed.CutFloorBps ?? CutFloorBps,
            MaxQuoteAgeSeconds = feed.MaxQuoteAgeSeconds ?? MaxQuoteAgeSeconds,
            IntervalSeconds = feed.IntervalSeconds ?? IntervalSeconds,
            DeviationBps = feed.DeviationBps ?? DeviationBps,
            HeartbeatSeconds = feed.HeartbeatSeconds ?? HeartbeatSeconds,
            MinIntervalSeconds = feed.MinIntervalSeconds ?? MinIntervalSeconds,
            AverageSeconds = feed.AverageSeconds ?? AverageSeconds,
            DelaySeconds = feed.DelaySeconds ?? DelaySeconds,
            Publish = feed.Publish is { } publish ? publish with { Automatic = publish.Automatic ?? false } : null,
        };
    }

    /// <summary>How a filled configuration makes one price of many.</summary>
    internal static AggregationRule AggregationOf(FeedSettings feed) => new(
        feed.MinSources!.Value, feed.MinWeight!.Value, feed.CutTenths!.Value, feed.CutFloorBps!.Value, TimeSpan.FromSeconds(feed.MaxQuoteAgeSeconds!.Value));

    /// <summary>When a filled configuration has a new round.</summary>
    internal static RoundRule RoundsOf(FeedSettings feed) => new(
        feed.DeviationBps!.Value, TimeSpan.FromSeconds(feed.HeartbeatSeconds!.Value), TimeSpan.FromSeconds(feed.MinIntervalSeconds!.Value));

    private static int Majority(int sources) => (sources / 2) + 1;
}
