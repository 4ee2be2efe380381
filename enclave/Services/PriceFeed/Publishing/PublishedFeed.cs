using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.PriceFeed.Storage;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.PriceFeed.Publishing;

/// <summary>A feed whose last round may be published.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Settings">Where to.</param>
/// <param name="Number">The round.</param>
/// <param name="Round">The same as it was signed.</param>
internal sealed record PublishedFeed(FeedDocument Feed, PublishSettings Settings, long Number, RoundDocument Round)
{
    /// <summary>Whether the chain does not have it yet.</summary>
    internal bool IsNewer => Number > Feed.PublishedRound;
}

/// <summary>What was made before the transaction of the state.</summary>
/// <param name="Feeds">The feeds that were asked for.</param>
/// <param name="Transaction">What publishes those that the chain does not have; null: it has all of them.</param>
internal sealed record PreparedPublication(IReadOnlyList<PublishedFeed> Feeds, Transaction? Transaction) : IDisposable
{
    public void Dispose()
    {
        // Nothing in it needs an end.
    }
}
