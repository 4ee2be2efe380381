using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.PriceFeed;

/// <summary>A feed whose price is that of one feed in another's: NEO/GAS of NEO/USD and GAS/USD.</summary>
public sealed record CrossSettings
{
    /// <summary>The symbol of the base's feed.</summary>
    public required string Base { get; init; }

    /// <summary>The symbol of the quote's feed.</summary>
    public required string Quote { get; init; }
}

/// <summary>Who publishes a feed's rounds on a chain, and where.</summary>
public sealed record PublishSettings
{
    /// <summary>The contract, with 0x: on the network that reports are for, the first of the enclave's configuration.</summary>
    public required string Contract { get; init; }

    /// <summary>The Gas Bank account that pays and signs; one of the account whose key made the feed.</summary>
    public required string BankAccountId { get; init; }

    /// <summary>Whether each round is published, or those alone that are asked for; false when absent.</summary>
    public bool? Automatic { get; init; }
}

/// <summary>A feed's configuration: every report has the hash of it.</summary>
public sealed record FeedSettings
{
    /// <summary>The symbol, such as NEO/USD: 1 to 16 of A to Z, 0 to 9, /, - and dot.</summary>
    public required string Symbol { get; init; }

    /// <summary>The sources, 1 to 32, in the order of a report's bits; none with cross.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>Of two other feeds instead.</summary>
    public CrossSettings? Cross { get; init; }

    /// <summary>The power of ten of the price's unit: -18 to 0; -8 when absent.</summary>
    public int? Exponent { get; init; }

    /// <summary>How many independent sources a round needs: 1 to 32; 2f+1 bears f liars.</summary>
    public int? MinSources { get; init; }

    /// <summary>What their weights have to come to; minSources when absent.</summary>
    public int? MinWeight { get; init; }

    /// <summary>A quote is cut that is further from the median than this many tenths of the median deviation: 10 to 1,000; 50 when absent.</summary>
    public int? CutTenths { get; init; }

    /// <summary>None is cut that is nearer than this many hundredths of a percent: 0 to 10,000; 50 when absent.</summary>
    public int? CutFloorBps { get; init; }

    /// <summary>How old a quote may be, in seconds from when it was asked for: 1 to 600; 30 when absent.</summary>
    public int? MaxQuoteAgeSeconds { get; init; }

    /// <summary>How often sources are asked, in seconds: 1 to 3,600; 5 when absent.</summary>
    public int? IntervalSeconds { get; init; }

    /// <summary>A round is made when the price has moved by this many hundredths of a percent: 1 to 10,000; 50 when absent.</summary>
    public int? DeviationBps { get; init; }

    /// <summary>And when this long none was, in seconds: 1 to 86,400; 3,600 when absent.</summary>
    public int? HeartbeatSeconds { get; init; }

    /// <summary>And never sooner than this, in seconds: 0 to 3,600; 5 when absent.</summary>
    public int? MinIntervalSeconds { get; init; }

    /// <summary>How slowly the exponential average follows, in seconds: 60 to 86,400; 3,600 when absent.</summary>
    public int? AverageSeconds { get; init; }

    /// <summary>How long a change of this configuration is announced before it takes effect, in seconds: 0 to 2,592,000; 86,400 when absent.</summary>
    public int? DelaySeconds { get; init; }

    /// <summary>Where its rounds are published.</summary>
    public PublishSettings? Publish { get; init; }
}

/// <summary>The request of <c>pricefeed.createFeed</c> and <c>pricefeed.updateFeed</c>.</summary>
public sealed record PutFeedRequest
{
    /// <summary>The feed, all of it.</summary>
    public required FeedSettings Feed { get; init; }
}

/// <summary>The request of <c>pricefeed.pauseFeed</c> and <c>pricefeed.resumeFeed</c>.</summary>
public sealed record FeedRequest
{
    /// <summary>The feed's symbol.</summary>
    public required string Symbol { get; init; }
}

/// <summary>How a feed stands.</summary>
[JsonConverter(typeof(EnumNameConverter<FeedStatus>))]
public enum FeedStatus
{
    /// <summary>It makes rounds.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>It rests; its last price ages.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,

    /// <summary>Fewer sources answer than a round needs; its last price ages.</summary>
    [JsonStringEnumMemberName("starved")]
    Starved,
}

/// <summary>A feed.</summary>
public sealed class FeedDescription
{
    /// <summary>Its configuration, with the defaults filled in.</summary>
    public required FeedSettings Feed { get; init; }

    /// <summary>The SHA-256 of the configuration, in hexadecimal: what reports name.</summary>
    public required string ConfigurationHash { get; init; }

    /// <summary>How it stands.</summary>
    public required FeedStatus Status { get; init; }

    /// <summary>The last round; 0 where there is none.</summary>
    public required long Round { get; init; }

    /// <summary>A configuration that was announced.</summary>
    public FeedSettings? Announced { get; init; }

    /// <summary>When that takes effect, in UTC.</summary>
    public DateTime? AnnouncedFor { get; init; }
}

/// <summary>The request of <c>pricefeed.listSymbols</c>.</summary>
public sealed record ListSymbolsRequest;

/// <summary>The response of <c>pricefeed.listSymbols</c>.</summary>
public sealed class ListSymbolsResponse
{
    /// <summary>The feeds, by symbol.</summary>
    public required IReadOnlyList<FeedDescription> Feeds { get; init; }

    /// <summary>The key that signs reports: the P-256 point, compressed, 33 bytes in hexadecimal. The attestation document vouches for it.</summary>
    public required string FeedKey { get; init; }
}
