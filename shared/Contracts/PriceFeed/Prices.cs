using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.PriceFeed;

/// <summary>Why a source was not used for a round.</summary>
[JsonConverter(typeof(EnumNameConverter<SourceRejection>))]
public enum SourceRejection
{
    /// <summary>It gave no quote.</summary>
    [JsonStringEnumMemberName("noQuote")]
    NoQuote,

    /// <summary>Its quote is too old.</summary>
    [JsonStringEnumMemberName("stale")]
    Stale,

    /// <summary>Its quote is too far from the others.</summary>
    [JsonStringEnumMemberName("outlier")]
    Outlier,

    /// <summary>Another source of its group stands for it.</summary>
    [JsonStringEnumMemberName("sameGroup")]
    SameGroup,
}

/// <summary>A source that was not used.</summary>
public sealed record RejectedSource
{
    /// <summary>The source.</summary>
    public required string SourceId { get; init; }

    /// <summary>Why.</summary>
    public required SourceRejection Reason { get; init; }

    /// <summary>Why it gave no quote.</summary>
    public QuoteFailure? Failure { get; init; }
}

/// <summary>The request of <c>pricefeed.getLatestPrice</c>.</summary>
public sealed record GetLatestPriceRequest
{
    /// <summary>The feed's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>How old the price may be, in seconds: 1 to 86,400; the feed's heartbeat and a half when absent. An older one is refused.</summary>
    public int? MaxAgeSeconds { get; init; }
}

/// <summary>A feed's price: a round, signed.</summary>
public sealed class PriceResponse
{
    /// <summary>The feed's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>The round, from 1 on.</summary>
    public required long Round { get; init; }

    /// <summary>The price in units of 10^exponent, in decimal digits.</summary>
    public required string Price { get; init; }

    /// <summary>-18 to 0.</summary>
    public required int Exponent { get; init; }

    /// <summary>How far from the price the quarters of the quotes lie, in the same unit.</summary>
    public required string Confidence { get; init; }

    /// <summary>The exponential average, in the same unit.</summary>
    public required string Average { get; init; }

    /// <summary>When its quotes were asked for, the latest of them, in UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>The sources that were used.</summary>
    public required IReadOnlyList<string> Used { get; init; }

    /// <summary>Those that were not.</summary>
    public required IReadOnlyList<RejectedSource> Rejected { get; init; }

    /// <summary>The report (<see cref="PriceReport"/>), in base64.</summary>
    public required string Report { get; init; }

    /// <summary>The feed key's signature of it, 64 bytes in base64.</summary>
    public required string Signature { get; init; }
}

/// <summary>A round as a report that anybody can verify.</summary>
public sealed record SignedReport
{
    /// <summary>The report (<see cref="PriceReport"/>), in base64.</summary>
    public required string Report { get; init; }

    /// <summary>The feed key's signature of it, 64 bytes in base64.</summary>
    public required string Signature { get; init; }
}

/// <summary>The request of <c>pricefeed.getPriceReport</c>.</summary>
public sealed record GetPriceReportRequest
{
    /// <summary>The feeds' symbols, 1 to 20.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }
}

/// <summary>The response of <c>pricefeed.getPriceReport</c>: the gateway's, which the reports' signatures make good.</summary>
public sealed class GetPriceReportResponse
{
    /// <summary>The latest report of each feed that the gateway has, in the order asked for.</summary>
    public required IReadOnlyList<SignedReport> Reports { get; init; }
}

/// <summary>How long a period of a history is.</summary>
[JsonConverter(typeof(EnumNameConverter<PriceInterval>))]
public enum PriceInterval
{
    /// <summary>A minute.</summary>
    [JsonStringEnumMemberName("1m")]
    Minute,

    /// <summary>Five minutes.</summary>
    [JsonStringEnumMemberName("5m")]
    FiveMinutes,

    /// <summary>An hour.</summary>
    [JsonStringEnumMemberName("1h")]
    Hour,

    /// <summary>A day, in UTC.</summary>
    [JsonStringEnumMemberName("1d")]
    Day,
}

/// <summary>The request of <c>pricefeed.getPriceHistory</c>.</summary>
public sealed record GetPriceHistoryRequest
{
    /// <summary>The feed's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>How long a period is.</summary>
    public required PriceInterval Interval { get; init; }

    /// <summary>From when on, in UTC.</summary>
    public required DateTime From { get; init; }

    /// <summary>Until when, in UTC; now when absent.</summary>
    public DateTime? To { get; init; }

    /// <summary>How many periods at most, 1 to 1,000; 500 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>The last response's nextCursor; absent at the beginning.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A period of a history; one without rounds is left out.</summary>
public sealed class PriceCandle
{
    /// <summary>When it begins, in UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>The price of its first round, in units of 10^exponent, in decimal digits.</summary>
    public required string Open { get; init; }

    /// <summary>The highest.</summary>
    public required string High { get; init; }

    /// <summary>The lowest.</summary>
    public required string Low { get; init; }

    /// <summary>The last.</summary>
    public required string Close { get; init; }

    /// <summary>How many rounds it has.</summary>
    public required int Count { get; init; }
}

/// <summary>The response of <c>pricefeed.getPriceHistory</c>: the gateway's reckoning of the reports that it kept.</summary>
public sealed class GetPriceHistoryResponse
{
    /// <summary>-18 to 0.</summary>
    public required int Exponent { get; init; }

    /// <summary>The periods, oldest first.</summary>
    public required IReadOnlyList<PriceCandle> Candles { get; init; }

    /// <summary>Where to go on; absent at the end.</summary>
    public string? NextCursor { get; init; }

    /// <summary>Always false: who has to rely on it asks for the reports.</summary>
    public required bool Trusted { get; init; }
}

/// <summary>The request of <c>pricefeed.listReports</c>.</summary>
public sealed record ListReportsRequest
{
    /// <summary>The feed's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>The first round, or the oldest that is kept behind it.</summary>
    public required long FromRound { get; init; }

    /// <summary>How many at most, 1 to 1,000; 100 when absent.</summary>
    public int? Limit { get; init; }
}

/// <summary>The response of <c>pricefeed.listReports</c>.</summary>
public sealed class ListReportsResponse
{
    /// <summary>The reports, by round.</summary>
    public required IReadOnlyList<SignedReport> Reports { get; init; }

    /// <summary>The last round that there is.</summary>
    public required long LastRound { get; init; }
}

/// <summary>The request of <c>pricefeed.fetchPrices</c>: asks each source of a feed now; makes no round.</summary>
public sealed record FetchPricesRequest
{
    /// <summary>The feed's symbol.</summary>
    public required string Symbol { get; init; }
}

/// <summary>The response of <c>pricefeed.fetchPrices</c>.</summary>
public sealed class FetchPricesResponse
{
    /// <summary>What each source says, in the order of the feed.</summary>
    public required IReadOnlyList<SourceQuote> Quotes { get; init; }
}

/// <summary>The request of <c>pricefeed.publishPrice</c>: the latest rounds of feeds with one contract go out in one transaction.</summary>
public sealed record PublishPriceRequest
{
    /// <summary>The feeds' symbols, 1 to 20, all published to the same contract.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }
}

/// <summary>The response of <c>pricefeed.publishPrice</c>.</summary>
public sealed class PublishPriceResponse
{
    /// <summary>The transaction: <c>wallet.getTransactionStatus</c> tells what became of it. Absent where the contract has the rounds already.</summary>
    public string? TransactionHash { get; init; }

    /// <summary>The round of each feed, in the order asked for.</summary>
    public required IReadOnlyList<long> Rounds { get; init; }

    /// <summary>systemFee + networkFee, in datoshi.</summary>
    public string? Fee { get; init; }
}

/// <summary>The request of <c>pricefeed.awaitReports</c>, which the gateway makes: waits for rounds.</summary>
public sealed record AwaitReportsRequest
{
    /// <summary>The last response's next; absent at the beginning, and then the last round of each feed is given at once.</summary>
    public string? After { get; init; }

    /// <summary>How long to wait for one, in milliseconds: 0 to 60,000.</summary>
    public required int WaitMs { get; init; }
}

/// <summary>The response of <c>pricefeed.awaitReports</c>.</summary>
public sealed class AwaitReportsResponse
{
    /// <summary>Rounds that were made since, oldest first; none when the time was over. Where many were made some are left out: they are listed by round.</summary>
    public required IReadOnlyList<SignedReport> Reports { get; init; }

    /// <summary>What to ask with next.</summary>
    public required string Next { get; init; }
}
