using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.PriceFeed.Feeds;
using NeoServiceLayer.Enclave.PriceFeed.Sources;
using NeoServiceLayer.Enclave.PriceFeed.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.PriceFeed;

/// <summary>Serves what an operator does with feeds.</summary>
internal sealed class FeedManagement(PriceFeedDocuments documents, SourceManagement sources, FeedLoops loops, SourceClient client, IStateStore store, PublicKey feedKey)
{
    internal async ValueTask<FeedDescription> CreateAsync(PutFeedRequest request, Call call)
    {
        ITransaction state = call.State.Uncounted();
        CatalogueDocument catalogue = await documents.CatalogueAsync(state);
        if (catalogue.Feeds.Contains(request.Feed.Symbol))
        {
            throw new RequestException(ErrorCode.Conflict, "There is a feed of this symbol: update it.");
        }

        if (catalogue.Feeds.Count >= PriceFeedLimits.MaxFeeds)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"There are {PriceFeedLimits.MaxFeeds} feeds, which is the most.");
        }

        (FeedSettings settings, IReadOnlyList<SourceSettings> used) = await ReadAsync(state, request.Feed);
        FeedDocument feed = new()
        {
            AccountId = call.Caller.AccountId,
            Settings = settings,
            Sources = used,
            ConfigurationHash = FeedHash.Of(settings, used),
        };
        documents.Put(state, catalogue with { Feeds = [.. catalogue.Feeds.Append(settings.Symbol).Order(StringComparer.Ordinal)] });
        documents.Put(state, feed);
        call.Target = settings.Symbol;
        call.OnCommitted(() => loops.Begin(settings.Symbol));
        return Describe(feed);
    }

    internal async ValueTask<FeedDescription> UpdateAsync(PutFeedRequest request, Call call)
    {
        ITransaction state = call.State.Uncounted();
        FeedDocument feed = await RequireAsync(state, request.Feed.Symbol, call);
        (FeedSettings settings, IReadOnlyList<SourceSettings> used) = await ReadAsync(state, request.Feed);
        FeedDocument after = feed with
        {
            Announced = settings,
            AnnouncedSources = used,
            AnnouncedFor = call.Time.UtcDateTime.AddSeconds(feed.Settings.DelaySeconds!.Value),
        };
        documents.Put(state, after);
        return Describe(await FeedChanges.TakeEffectAsync(state, documents, feed.Settings.Symbol, call.Time) ?? after);
    }

    internal ValueTask<FeedDescription> PauseAsync(FeedRequest request, Call call) => SetPausedAsync(request, call, paused: true);

    internal ValueTask<FeedDescription> ResumeAsync(FeedRequest request, Call call) => SetPausedAsync(request, call, paused: false);

    internal async ValueTask<ListSymbolsResponse> ListAsync() => await store.RunAsync("price-catalogue", async state =>
    {
        List<FeedDescription> feeds = [];
        foreach (string symbol in (await documents.CatalogueAsync(state)).Feeds)
        {
            feeds.Add(Describe(await documents.RequireFeedAsync(state, symbol)));
        }

        return new ListSymbolsResponse { Feeds = feeds, FeedKey = feedKey.ToString() };
    });

    /// <summary>Before the transaction, which waits for nobody outside.</summary>
    internal async ValueTask<Asked> FetchAsync(FetchPricesRequest request, Preparation preparation)
    {
        FeedDocument feed = await preparation.ReadAsync(state => documents.RequireFeedAsync(state, request.Symbol));
        return new Asked(await Task.WhenAll(feed.Sources.Select(source =>
            client.AskAsync(source, feed.Settings.Symbol, feed.Settings.Exponent!.Value, CancellationToken.None))));
    }

    internal static ValueTask<FetchPricesResponse> FetchedAsync(FetchPricesRequest request, Asked asked, Call call)
    {
        call.Target = request.Symbol;
        return ValueTask.FromResult(new FetchPricesResponse { Quotes = asked.Quotes });
    }

    private async ValueTask<FeedDescription> SetPausedAsync(FeedRequest request, Call call, bool paused)
    {
        ITransaction state = call.State.Uncounted();
        FeedDocument feed = await RequireAsync(state, request.Symbol, call) with { Paused = paused };
        documents.Put(state, feed);
        return Describe(feed);
    }

    private async ValueTask<(FeedSettings Settings, IReadOnlyList<SourceSettings> Sources)> ReadAsync(ITransaction state, FeedSettings asked)
    {
        IReadOnlyList<SourceSettings> used = await sources.RequireAllAsync(state, asked.Sources ?? []);
        FeedSettings settings = FeedDefaults.Fill(asked);
        FeedChecks.Require(settings, used);
        if (settings.Cross is { } cross)
        {
            await RequirePlainAsync(state, cross.Base);
            await RequirePlainAsync(state, cross.Quote);
        }

        return (settings, used);
    }

    /// <summary>A cross rate is of two feeds that have sources: none is of itself, by whatever way.</summary>
    private async ValueTask RequirePlainAsync(ITransaction state, string symbol)
    {
        FeedDocument feed = await documents.RequireFeedAsync(state, symbol);
        if (feed.Settings.Cross is not null || feed.Announced?.Cross is not null)
        {
            throw new RequestException($"feed.cross: {symbol} is a cross rate itself.");
        }
    }

    private async ValueTask<FeedDocument> RequireAsync(ITransaction state, string symbol, Call call)
    {
        FeedDocument feed = await documents.RequireFeedAsync(state, symbol);
        call.Target = symbol;
        return feed;
    }

    private FeedDescription Describe(FeedDocument feed) => new()
    {
        Feed = feed.Settings,
        ConfigurationHash = Convert.ToHexStringLower(feed.ConfigurationHash),
        Status = feed.Paused ? FeedStatus.Paused : loops.IsStarved(feed.Settings.Symbol) ? FeedStatus.Starved : FeedStatus.Active,
        Round = feed.Round,
        Announced = feed.Announced,
        AnnouncedFor = feed.AnnouncedFor,
    };
}
