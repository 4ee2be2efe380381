using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.PriceFeed;

/// <summary>How a source writes times.</summary>
[JsonConverter(typeof(EnumNameConverter<SourceTimeForm>))]
public enum SourceTimeForm
{
    /// <summary>Seconds since 1970, perhaps with a fraction.</summary>
    [JsonStringEnumMemberName("seconds")]
    Seconds,

    /// <summary>Milliseconds since 1970.</summary>
    [JsonStringEnumMemberName("milliseconds")]
    Milliseconds,

    /// <summary>As in RFC 3339.</summary>
    [JsonStringEnumMemberName("rfc3339")]
    Rfc3339,
}

/// <summary>
/// A source of prices: where its answer is fetched and what is read in it. Paths are as in RFC 9535 with names and indexes alone, such as
/// <c>$.data[0].last</c>; a name may be <c>{name}</c>, the source's own name for the symbol, and <c>*</c> the only member that there is.
/// </summary>
public sealed record SourceSettings
{
    /// <summary>Its id: 1 to 64 of a to z, 0 to 9 and -.</summary>
    public required string SourceId { get; init; }

    /// <summary>Whose prices these are: sources of one group count as one. The id when absent.</summary>
    public string? Group { get; init; }

    /// <summary>Where it is asked: https, with <c>{name}</c> where the source's name of the symbol stands.</summary>
    public required string UrlTemplate { get; init; }

    /// <summary>The source's name for each symbol that it has.</summary>
    public required IReadOnlyDictionary<string, string> Symbols { get; init; }

    /// <summary>Where the price stands: a JSON number, or a string that holds one.</summary>
    public required string PricePath { get; init; }

    /// <summary>A power of ten that the price is multiplied with; 0 when absent.</summary>
    public int? Scale { get; init; }

    /// <summary>Where the time of the price stands; when absent only when it was asked for is known.</summary>
    public string? TimePath { get; init; }

    /// <summary>How that time is written; milliseconds when absent.</summary>
    public SourceTimeForm? TimeForm { get; init; }

    /// <summary>How old a price may be by that time, in seconds: 1 to 86,400; 120 when absent.</summary>
    public int? MaxAgeSeconds { get; init; }

    /// <summary>Where the source says which symbol it answers for: it has to be its name of the symbol.</summary>
    public string? NamePath { get; init; }

    /// <summary>Where the source says whether it went well.</summary>
    public string? StatusPath { get; init; }

    /// <summary>What stands there when it did.</summary>
    public string? StatusValue { get; init; }

    /// <summary>How much it counts: 1 to 100; 1 when absent.</summary>
    public int? Weight { get; init; }

    /// <summary>How long an answer may take, in milliseconds: 100 to 10,000; 3,000 when absent.</summary>
    public int? TimeoutMs { get; init; }

    /// <summary>How often it is asked at most, for all symbols together: so many times a minute; 1 to 6,000, 60 when absent.</summary>
    public int? MaxPerMinute { get; init; }

    /// <summary>The SHA-256 of the key of its host's certificate, in hexadecimal; when absent the measured roots and the host's name count.</summary>
    public string? TlsPin { get; init; }
}

/// <summary>The request of <c>pricefeed.addSource</c> and <c>pricefeed.updateSource</c>.</summary>
public sealed record PutSourceRequest
{
    /// <summary>The source, all of it.</summary>
    public required SourceSettings Source { get; init; }
}

/// <summary>The request of <c>pricefeed.removeSource</c>.</summary>
public sealed record RemoveSourceRequest
{
    /// <summary>Which source: one that no feed has.</summary>
    public required string SourceId { get; init; }
}

/// <summary>The response of <c>pricefeed.removeSource</c>.</summary>
public sealed class RemoveSourceResponse
{
    /// <summary>Which source is gone.</summary>
    public required string SourceId { get; init; }
}

/// <summary>The request of <c>pricefeed.validateSource</c>: asks it once, and keeps nothing.</summary>
public sealed record ValidateSourceRequest
{
    /// <summary>The source, whether it was added or not.</summary>
    public required SourceSettings Source { get; init; }

    /// <summary>For which of its symbols.</summary>
    public required string Symbol { get; init; }
}

/// <summary>Why a source gave no quote.</summary>
[JsonConverter(typeof(EnumNameConverter<QuoteFailure>))]
public enum QuoteFailure
{
    /// <summary>It was not reached in time, or the line broke.</summary>
    [JsonStringEnumMemberName("unreachable")]
    Unreachable,

    /// <summary>Its host is not the one that it should be.</summary>
    [JsonStringEnumMemberName("untrusted")]
    Untrusted,

    /// <summary>Its answer has another status than 200.</summary>
    [JsonStringEnumMemberName("status")]
    Status,

    /// <summary>Its answer is no JSON, or too long.</summary>
    [JsonStringEnumMemberName("malformed")]
    Malformed,

    /// <summary>It says that it did not go well.</summary>
    [JsonStringEnumMemberName("sourceError")]
    SourceError,

    /// <summary>There is no price where it should be, or it is none: not a number, zero, negative, out of range.</summary>
    [JsonStringEnumMemberName("noPrice")]
    NoPrice,

    /// <summary>It answers for another symbol.</summary>
    [JsonStringEnumMemberName("wrongSymbol")]
    WrongSymbol,

    /// <summary>Its price is too old, or from the future, by its own word; or that word is missing.</summary>
    [JsonStringEnumMemberName("stale")]
    Stale,

    /// <summary>It is not asked so often.</summary>
    [JsonStringEnumMemberName("rateLimited")]
    RateLimited,
}

/// <summary>What a source says a price is.</summary>
public sealed class SourceQuote
{
    /// <summary>The source.</summary>
    public required string SourceId { get; init; }

    /// <summary>The price in units of 10^exponent, in decimal digits.</summary>
    public string? Price { get; init; }

    /// <summary>The exponent.</summary>
    public int? Exponent { get; init; }

    /// <summary>The source's own time of it, in UTC.</summary>
    public DateTime? SourceTime { get; init; }

    /// <summary>When it was asked, in UTC.</summary>
    public required DateTime AskedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required int DurationMs { get; init; }

    /// <summary>Why there is no price.</summary>
    public QuoteFailure? Failure { get; init; }
}

/// <summary>The request of <c>pricefeed.listSources</c>.</summary>
public sealed record ListSourcesRequest;

/// <summary>The response of <c>pricefeed.listSources</c>.</summary>
public sealed class ListSourcesResponse
{
    /// <summary>The sources, by id.</summary>
    public required IReadOnlyList<SourceSettings> Sources { get; init; }
}

/// <summary>The request of <c>pricefeed.getSourceHealth</c>.</summary>
public sealed record GetSourceHealthRequest
{
    /// <summary>Which source; all of them when absent.</summary>
    public string? SourceId { get; init; }
}

/// <summary>How a source does, since the enclave started.</summary>
public sealed class SourceHealth
{
    /// <summary>The source.</summary>
    public required string SourceId { get; init; }

    /// <summary>How often it was asked.</summary>
    public required long Asked { get; init; }

    /// <summary>How often it gave a quote.</summary>
    public required long Answered { get; init; }

    /// <summary>How many times in a row it did not, until now.</summary>
    public required int FailuresInARow { get; init; }

    /// <summary>Why it did not, the last time.</summary>
    public QuoteFailure? LastFailure { get; init; }

    /// <summary>When it gave a quote last, in UTC.</summary>
    public DateTime? LastAnswerAt { get; init; }

    /// <summary>The median time of its last 64 answers, in milliseconds.</summary>
    public int? MedianMs { get; init; }
}

/// <summary>The response of <c>pricefeed.getSourceHealth</c>.</summary>
public sealed class GetSourceHealthResponse
{
    /// <summary>The sources, by id.</summary>
    public required IReadOnlyList<SourceHealth> Sources { get; init; }
}
