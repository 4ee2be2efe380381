using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.PriceFeed;

/// <summary>The <c>pricefeed</c> service: prices fetched in the enclave, made one of many, and signed.</summary>
public static class PriceFeedOperations
{
    /// <summary>Lists feeds.</summary>
    public static readonly Operation<ListSymbolsRequest, ListSymbolsResponse> ListSymbols = new(
        "pricefeed", "listSymbols",
        "Lists the feeds with their configuration and state, and the key that signs reports.",
        static () => PriceFeedRequestJson.Default.ListSymbolsRequest, static () => PriceFeedResponseJson.Default.ListSymbolsResponse);

    /// <summary>Lists sources.</summary>
    public static readonly Operation<ListSourcesRequest, ListSourcesResponse> ListSources = new(
        "pricefeed", "listSources",
        "Lists the sources of prices.",
        static () => PriceFeedRequestJson.Default.ListSourcesRequest, static () => PriceFeedResponseJson.Default.ListSourcesResponse);

    /// <summary>Says how sources do.</summary>
    public static readonly Operation<GetSourceHealthRequest, GetSourceHealthResponse> GetSourceHealth = new(
        "pricefeed", "getSourceHealth",
        "Says how sources do since the enclave started.",
        static () => PriceFeedRequestJson.Default.GetSourceHealthRequest, static () => PriceFeedResponseJson.Default.GetSourceHealthResponse);

    /// <summary>Adds a source.</summary>
    public static readonly Operation<PutSourceRequest, SourceSettings> AddSource = new(
        "pricefeed", "addSource",
        "Adds a source of prices.",
        static () => PriceFeedRequestJson.Default.PutSourceRequest, static () => PriceFeedResponseJson.Default.SourceSettings)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Admin = true,
    };

    /// <summary>Changes a source.</summary>
    public static readonly Operation<PutSourceRequest, SourceSettings> UpdateSource = new(
        "pricefeed", "updateSource",
        "Changes a source of prices; feeds that have it change with it, after their delay.",
        static () => PriceFeedRequestJson.Default.PutSourceRequest, static () => PriceFeedResponseJson.Default.SourceSettings)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Admin = true,
    };

    /// <summary>Removes a source.</summary>
    public static readonly Operation<RemoveSourceRequest, RemoveSourceResponse> RemoveSource = new(
        "pricefeed", "removeSource",
        "Removes a source that no feed has.",
        static () => PriceFeedRequestJson.Default.RemoveSourceRequest, static () => PriceFeedResponseJson.Default.RemoveSourceResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Admin = true,
    };

    /// <summary>Tries a source.</summary>
    public static readonly Operation<ValidateSourceRequest, SourceQuote> ValidateSource = new(
        "pricefeed", "validateSource",
        "Asks a source once, and keeps nothing.",
        static () => PriceFeedRequestJson.Default.ValidateSourceRequest, static () => PriceFeedResponseJson.Default.SourceQuote)
    {
        Access = Access.Stamped,
        Admin = true,
    };

    /// <summary>Begins a feed.</summary>
    public static readonly Operation<PutFeedRequest, FeedDescription> CreateFeed = new(
        "pricefeed", "createFeed",
        "Begins a feed: its rounds are made from then on.",
        static () => PriceFeedRequestJson.Default.PutFeedRequest, static () => PriceFeedResponseJson.Default.FeedDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Admin = true,
    };

    /// <summary>Changes a feed.</summary>
    public static readonly Operation<PutFeedRequest, FeedDescription> UpdateFeed = new(
        "pricefeed", "updateFeed",
        "Announces another configuration of a feed, which takes effect after its delay.",
        static () => PriceFeedRequestJson.Default.PutFeedRequest, static () => PriceFeedResponseJson.Default.FeedDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Admin = true,
    };

    /// <summary>Has a feed rest.</summary>
    public static readonly Operation<FeedRequest, FeedDescription> PauseFeed = new(
        "pricefeed", "pauseFeed",
        "Pauses a feed: there are no rounds, and its price ages.",
        static () => PriceFeedRequestJson.Default.FeedRequest, static () => PriceFeedResponseJson.Default.FeedDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Admin = true,
    };

    /// <summary>Has a feed go on.</summary>
    public static readonly Operation<FeedRequest, FeedDescription> ResumeFeed = new(
        "pricefeed", "resumeFeed",
        "Resumes a feed.",
        static () => PriceFeedRequestJson.Default.FeedRequest, static () => PriceFeedResponseJson.Default.FeedDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Admin = true,
    };

    /// <summary>Gives a price.</summary>
    public static readonly Operation<GetLatestPriceRequest, PriceResponse> GetLatestPrice = new(
        "pricefeed", "getLatestPrice",
        "Gives the latest round of a feed, signed, if it is young enough.",
        static () => PriceFeedRequestJson.Default.GetLatestPriceRequest, static () => PriceFeedResponseJson.Default.PriceResponse);

    /// <summary>Gives reports.</summary>
    public static readonly Operation<ListReportsRequest, ListReportsResponse> ListReports = new(
        "pricefeed", "listReports",
        "Gives the signed reports of a feed from a round on, as far as they are kept.",
        static () => PriceFeedRequestJson.Default.ListReportsRequest, static () => PriceFeedResponseJson.Default.ListReportsResponse);

    /// <summary>Tells the gateway of rounds as they are made.</summary>
    public static readonly Operation<AwaitReportsRequest, AwaitReportsResponse> AwaitReports = new(
        "pricefeed", "awaitReports",
        "Waits for rounds, for the gateway that streams them.",
        static () => PriceFeedRequestJson.Default.AwaitReportsRequest, static () => PriceFeedResponseJson.Default.AwaitReportsResponse)
    {
        Access = Access.Host,
    };

    /// <summary>Asks sources now.</summary>
    public static readonly Operation<FetchPricesRequest, FetchPricesResponse> FetchPrices = new(
        "pricefeed", "fetchPrices",
        "Asks each source of a feed now, and makes no round.",
        static () => PriceFeedRequestJson.Default.FetchPricesRequest, static () => PriceFeedResponseJson.Default.FetchPricesResponse)
    {
        Access = Access.Stamped,
        Audited = true,
    };

    /// <summary>Publishes prices.</summary>
    public static readonly Operation<PublishPriceRequest, PublishPriceResponse> PublishPrice = new(
        "pricefeed", "publishPrice",
        "Publishes the latest rounds of feeds on the chain, in one transaction that the Gas Bank pays.",
        static () => PriceFeedRequestJson.Default.PublishPriceRequest, static () => PriceFeedResponseJson.Default.PublishPriceResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Admin = true,
    };

    /// <summary>Gives the latest reports.</summary>
    public static readonly Operation<GetPriceReportRequest, GetPriceReportResponse> GetPriceReport = new(
        "pricefeed", "getPriceReport",
        "Gives the latest signed reports that the gateway has: bytes that a Neo contract verifies.",
        static () => PriceFeedRequestJson.Default.GetPriceReportRequest, static () => PriceFeedResponseJson.Default.GetPriceReportResponse)
    {
        Place = Place.Parent,
    };

    /// <summary>Gives a history.</summary>
    public static readonly Operation<GetPriceHistoryRequest, GetPriceHistoryResponse> GetPriceHistory = new(
        "pricefeed", "getPriceHistory",
        "Gives open, high, low and close of periods, as the gateway reckons them from the reports that it kept.",
        static () => PriceFeedRequestJson.Default.GetPriceHistoryRequest, static () => PriceFeedResponseJson.Default.GetPriceHistoryResponse)
    {
        Place = Place.Parent,
    };

    /// <summary>Every operation of the service.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        ListSymbols, ListSources, GetSourceHealth, AddSource, UpdateSource, RemoveSource, ValidateSource, CreateFeed, UpdateFeed, PauseFeed,
        ResumeFeed, GetLatestPrice, ListReports, AwaitReports, FetchPrices, PublishPrice, GetPriceReport, GetPriceHistory,
    ];
}
