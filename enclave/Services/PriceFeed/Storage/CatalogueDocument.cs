using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.PriceFeed.Storage;

/// <summary>Which sources and feeds there are.</summary>
internal sealed record CatalogueDocument
{
    public required IReadOnlyList<string> Sources { get; init; }

    public required IReadOnlyList<string> Feeds { get; init; }
}

/// <summary>A feed as it is stored, with its last round.</summary>
internal sealed record FeedDocument
{
    /// <summary>Whose bank account and wallet publish it: the account of the key that made it.</summary>
    public required string AccountId { get; init; }

    /// <summary>The configuration in force, with the defaults filled in.</summary>
    public required FeedSettings Settings { get; init; }

    /// <summary>Its sources as they were when it came into force: a source that is changed counts for a feed when its delay is over.</summary>
    public required IReadOnlyList<SourceSettings> Sources { get; init; }

    /// <summary>The SHA-256 of both.</summary>
    public required byte[] ConfigurationHash { get; init; }

    public FeedSettings? Announced { get; init; }

    public IReadOnlyList<SourceSettings>? AnnouncedSources { get; init; }

    public DateTime? AnnouncedFor { get; init; }

    public bool Paused { get; init; }

    /// <summary>The last round; 0 where there is none.</summary>
    public long Round { get; init; }

    public DateTime? RoundAt { get; init; }

    /// <summary>The last round's price, in decimal digits.</summary>
    public string? Price { get; init; }

    /// <summary>The exponential average, likewise.</summary>
    public string? Average { get; init; }

    /// <summary>The last round that is known to be on the chain.</summary>
    public long PublishedRound { get; init; }

    /// <summary>What is on its way there.</summary>
    public PublishingDocument? Publishing { get; init; }
}

/// <summary>A round that is on its way to the chain.</summary>
internal sealed record PublishingDocument
{
    public required long Round { get; init; }

    public required string Network { get; init; }

    public required string TransactionHash { get; init; }
}

/// <summary>A round as it is stored: its place in the feed's log is its number.</summary>
internal sealed record RoundDocument
{
    public required byte[] Report { get; init; }

    public required byte[] Signature { get; init; }

    public required string Average { get; init; }

    /// <summary>The ids of the feed's sources then, in the order of the report's bits.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    public required IReadOnlyList<RejectedSource> Rejected { get; init; }
}

/// <summary>How they are written.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(CatalogueDocument))]
[JsonType(typeof(FeedDocument))]
[JsonType(typeof(RoundDocument))]
[JsonType(typeof(SourceSettings))]
internal sealed partial class PriceFeedDocumentJson : JsonContext;
