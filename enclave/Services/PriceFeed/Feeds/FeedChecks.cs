using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.PriceFeed.Feeds;

/// <summary>What a feed's configuration has to be.</summary>
internal static class FeedChecks
{
    /// <param name="feed">With its defaults filled in.</param>
    /// <param name="sources">Its sources, as they are now.</param>
    /// <exception cref="RequestException">invalidRequest: what is wrong with which member.</exception>
    internal static void Require(FeedSettings feed, IReadOnlyList<SourceSettings> sources)
    {
        Check(PriceReport.IsSymbol(feed.Symbol), "feed.symbol: 1 to 16 of A to Z, 0 to 9, /, - and dot.");
        Check(feed.Sources is null != feed.Cross is null, "feed: either sources or cross.");
        Check(feed.Cross is null || (feed.Cross.Base != feed.Symbol && feed.Cross.Quote != feed.Symbol), "feed.cross: two other feeds.");
        Check(feed.Sources is null || (sources.Count is >= 1 and <= PriceFeedLimits.MaxSourcesPerFeed && feed.Sources.Distinct().Count() == sources.Count),
            $"feed.sources: 1 to {PriceFeedLimits.MaxSourcesPerFeed} of them, each once.");
        Check(sources.All(source => source.Symbols.ContainsKey(feed.Symbol)), "feed.sources: each of them has to have the feed's symbol.");
        Range(feed.Exponent, -18, 0, "exponent");
        Range(feed.CutTenths, 10, 1_000, "cutTenths");
        Range(feed.CutFloorBps, 0, 10_000, "cutFloorBps");
        Range(feed.MaxQuoteAgeSeconds, 1, 600, "maxQuoteAgeSeconds");
        Range(feed.IntervalSeconds, 1, 3_600, "intervalSeconds");
        Range(feed.DeviationBps, 1, 10_000, "deviationBps");
        Range(feed.HeartbeatSeconds, 1, PriceFeedLimits.MaxHeartbeatSeconds, "heartbeatSeconds");
        Range(feed.MinIntervalSeconds, 0, 3_600, "minIntervalSeconds");
        Range(feed.AverageSeconds, 60, 86_400, "averageSeconds");
        Range(feed.DelaySeconds, 0, PriceFeedLimits.MaxDelaySeconds, "delaySeconds");
        Check(feed.MinIntervalSeconds <= feed.HeartbeatSeconds, "feed.minIntervalSeconds: at most heartbeatSeconds.");
        Check(feed.Publish is null || UInt160.TryParse(feed.Publish.Contract, out _), "feed.publish.contract: a contract's hash with 0x.");
        Groups(feed, sources);
    }

    /// <summary>As many independent sources as a round needs are there at all; and what those weigh.</summary>
    private static void Groups(FeedSettings feed, IReadOnlyList<SourceSettings> sources)
    {
        if (feed.Sources is null)
        {
            return;
        }

        IGrouping<string, SourceSettings>[] groups = [.. sources.GroupBy(source => source.Group ?? source.SourceId, StringComparer.Ordinal)];
        int weight = groups.Sum(group => group.Max(source => source.Weight ?? Sources.SourceDefaults.Weight));
        Check(feed.MinSources >= 1 && feed.MinSources <= groups.Length, $"feed.minSources: 1 to {groups.Length}, as many independent sources as the feed has.");
        Check(feed.MinWeight >= feed.MinSources && feed.MinWeight <= weight, $"feed.minWeight: minSources to {weight}, the weight of the feed's independent sources.");
    }

    private static void Range(int? value, int least, int most, string member) =>
        Check(value >= least && value <= most, $"feed.{member}: {least} to {most}.");

    private static void Check(bool holds, string message)
    {
        if (!holds)
        {
            throw new RequestException(message);
        }
    }
}
