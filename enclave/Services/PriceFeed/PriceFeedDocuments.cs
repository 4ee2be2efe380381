using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.PriceFeed.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.PriceFeed;

/// <summary>What is stored of prices: a list of what there is, a document a source and a feed, and a log of rounds a feed.</summary>
internal sealed class PriceFeedDocuments
{
    /// <summary>How many rounds of a feed the enclave keeps: the gateway keeps what is older.</summary>
    internal const int KeptRounds = 10_000;

    /// <summary>The only one of its kind.</summary>
    private const string All = "all";

    private readonly DocumentTable<CatalogueDocument> catalogue = new("price-catalogue", PriceFeedDocumentJson.Default.CatalogueDocument);
    private readonly DocumentTable<SourceSettings> sources = new("price-source", PriceFeedDocumentJson.Default.SourceSettings);
    private readonly DocumentTable<FeedDocument> feeds = new("price-feed", PriceFeedDocumentJson.Default.FeedDocument);
    private readonly LogTable<RoundDocument> rounds = new("price-round", PriceFeedDocumentJson.Default.RoundDocument);

    internal async ValueTask<CatalogueDocument> CatalogueAsync(ITransaction state) =>
        await catalogue.FindAsync(state, All) ?? new CatalogueDocument { Sources = [], Feeds = [] };

    internal void Put(ITransaction state, CatalogueDocument document) => catalogue.Put(state, All, document);

    internal ValueTask<SourceSettings?> FindSourceAsync(ITransaction state, string sourceId) => sources.FindAsync(state, sourceId);

    internal void Put(ITransaction state, SourceSettings source) => sources.Put(state, source.SourceId, source);

    internal void DeleteSource(ITransaction state, string sourceId) => sources.Delete(state, sourceId);

    internal ValueTask<FeedDocument?> FindFeedAsync(ITransaction state, string symbol) => feeds.FindAsync(state, symbol);

    /// <exception cref="RequestException">notFound.</exception>
    internal async ValueTask<FeedDocument> RequireFeedAsync(ITransaction state, string symbol) =>
        await feeds.FindAsync(state, symbol) ?? throw new RequestException(ErrorCode.NotFound, "There is no feed of this symbol; pricefeed.listSymbols shows which there are.");

    internal void Put(ITransaction state, FeedDocument feed) => feeds.Put(state, feed.Settings.Symbol, feed);

    /// <summary>Appends a round; its number is one more than the last.</summary>
    internal async ValueTask<long> AppendAsync(ITransaction state, string symbol, RoundDocument round)
    {
        long number = await rounds.AppendAsync(state, symbol, round);
        if (number > KeptRounds && number % 100 == 0)
        {
            await rounds.TrimAsync(state, symbol, number - KeptRounds, most: 8);
        }

        return number;
    }

    /// <summary>Rounds from one on, or the oldest that is kept behind it.</summary>
    internal ValueTask<IReadOnlyList<LogEntry<RoundDocument>>> RoundsAsync(ITransaction state, string symbol, long from, int limit) =>
        rounds.RangeAsync(state, symbol, from, limit);
}
