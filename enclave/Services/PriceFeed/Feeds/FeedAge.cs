using NeoServiceLayer.Contracts.PriceFeed;

namespace NeoServiceLayer.Enclave.PriceFeed.Feeds;

/// <summary>How old a feed's price may be where nobody says.</summary>
internal static class FeedAge
{
    /// <summary>Its heartbeat and a half: a round that was missed shows.</summary>
    internal static TimeSpan Usual(FeedSettings feed) => TimeSpan.FromSeconds(feed.HeartbeatSeconds!.Value * 3L / 2);
}
