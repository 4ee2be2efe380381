using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.PriceFeed.Storage;

namespace NeoServiceLayer.Enclave.PriceFeed.Feeds;

/// <summary>Announced configurations, which take effect when their time has come.</summary>
internal static class FeedChanges
{
    /// <summary>The feed as it is in force now; what was announced for now or earlier is written as such.</summary>
    internal static async ValueTask<FeedDocument?> TakeEffectAsync(ITransaction state, PriceFeedDocuments documents, string symbol, DateTimeOffset now)
    {
        FeedDocument? feed = await documents.FindFeedAsync(state, symbol);
        if (feed is not { Announced: { } settings, AnnouncedSources: { } sources, AnnouncedFor: { } time } || time > now)
        {
            return feed;
        }

        FeedDocument after = feed with
        {
            Settings = settings,
            Sources = sources,
            ConfigurationHash = FeedHash.Of(settings, sources),
            Announced = null,
            AnnouncedSources = null,
            AnnouncedFor = null,
        };

        // In another unit the last price would be another.
        if (settings.Exponent != feed.Settings.Exponent)
        {
            after = after with { Price = null, Average = null };
        }

        documents.Put(state, after);
        return after;
    }
}
