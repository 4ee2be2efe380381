using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.PriceFeed.Feeds;
using NeoServiceLayer.Enclave.PriceFeed.Publishing;
using NeoServiceLayer.Enclave.PriceFeed.Sources;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.PriceFeed;

/// <summary>The <c>pricefeed</c> service.</summary>
public sealed class PriceFeedService : IDisposable
{
    private readonly PrivateKey key;

    /// <summary>Sets the service up; nothing is read or asked yet.</summary>
    /// <param name="parts">What it works with.</param>
    /// <param name="chain">The first of its networks is the one that reports are for; number 0 where there is none.</param>
    /// <param name="payer">Pays for what is published.</param>
    public PriceFeedService(EnclaveParts parts, ChainServices chain, IFeePayer payer)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(chain);
        INeoNetwork? network = chain.Networks.All is [var first, ..] ? first : null;
        key = FeedKey.Derive(parts.Deployment);
        parts.FeedKey = key.PublicKey.ToBytes();
        Documents = new PriceFeedDocuments();
        SourceClient client = new(parts.Egress, parts.Clock);
        SourceStates states = new(parts.Clock);
        RoundMaker rounds = new(Documents, parts.State, key, network?.Magic ?? 0);
        News = new ReportNews(parts.Clock);
        Loops = new FeedLoops(new FeedWork(Documents, parts.State, client, states, rounds, parts.Clock, parts.Events) { Made = (_, round) => News.Add(round) });
        Sources = new SourceManagement(Documents, client, states, parts.State);
        Feeds = new FeedManagement(Documents, Sources, Loops, client, parts.State, key.PublicKey);
        Publishing = new PricePublishing(Documents, network, chain.Outbox, payer);
        Prices = new PriceReading(Documents, parts.State, parts.Clock, News);
    }

    internal PriceFeedDocuments Documents { get; }

    internal FeedLoops Loops { get; }

    internal ReportNews News { get; }

    internal SourceManagement Sources { get; }

    internal FeedManagement Feeds { get; }

    internal PriceReading Prices { get; }

    internal PricePublishing Publishing { get; }

    /// <summary>Binds the service's operations.</summary>
    public void Bind(OperationMap map, StampedMap stamped)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(stamped);
        stamped.Bind(PriceFeedOperations.AddSource, Sources.AddAsync)
            .Bind(PriceFeedOperations.UpdateSource, Sources.UpdateAsync)
            .Bind(PriceFeedOperations.RemoveSource, Sources.RemoveAsync)
            .Bind(PriceFeedOperations.ValidateSource, Sources.TryAsync, SourceManagement.TriedAsync)
            .Bind(PriceFeedOperations.CreateFeed, Feeds.CreateAsync)
            .Bind(PriceFeedOperations.UpdateFeed, Feeds.UpdateAsync)
            .Bind(PriceFeedOperations.PauseFeed, Feeds.PauseAsync)
            .Bind(PriceFeedOperations.ResumeFeed, Feeds.ResumeAsync)
            .Bind(PriceFeedOperations.FetchPrices, Feeds.FetchAsync, FeedManagement.FetchedAsync)
            .Bind(PriceFeedOperations.PublishPrice, Publishing.PrepareAsync, Publishing.PublishAsync);
        map.BindAsync(PriceFeedOperations.ListSymbols, async (_, _) => await Feeds.ListAsync());
        map.BindAsync(PriceFeedOperations.ListSources, async (_, _) => await Sources.ListAsync());
        map.BindAsync(PriceFeedOperations.GetSourceHealth, async (request, _) => await Sources.HealthAsync(request));
        map.BindAsync(PriceFeedOperations.GetLatestPrice, async (request, _) => await Prices.LatestAsync(request));
        map.BindAsync(PriceFeedOperations.AwaitReports, async (request, _) => await Prices.AwaitAsync(request));
        map.BindAsync(PriceFeedOperations.ListReports, async (request, _) => await Prices.ReportsAsync(request));
    }

    /// <summary>Has the feeds go on; they wait for the state by themselves.</summary>
    public void Start() => Loops.Start();

    /// <inheritdoc/>
    public void Dispose()
    {
        Loops.Dispose();
        key.Dispose();
    }
}
