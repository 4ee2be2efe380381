using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Contracts.PriceFeed;

/// <summary>Requests of the service: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(PutSourceRequest))]
[JsonType(typeof(SourceSettings))]
[JsonType(typeof(RemoveSourceRequest))]
[JsonType(typeof(ValidateSourceRequest))]
[JsonType(typeof(ListSourcesRequest))]
[JsonType(typeof(GetSourceHealthRequest))]
[JsonType(typeof(PutFeedRequest))]
[JsonType(typeof(FeedRequest))]
[JsonType(typeof(ListSymbolsRequest))]
[JsonType(typeof(GetLatestPriceRequest))]
[JsonType(typeof(GetPriceReportRequest))]
[JsonType(typeof(GetPriceHistoryRequest))]
[JsonType(typeof(ListReportsRequest))]
[JsonType(typeof(AwaitReportsRequest))]
[JsonType(typeof(FetchPricesRequest))]
[JsonType(typeof(PublishPriceRequest))]
public sealed partial class PriceFeedRequestJson : JsonContext;

/// <summary>Responses of the service: they may grow.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(SourceSettings))]
[JsonType(typeof(RemoveSourceResponse))]
[JsonType(typeof(SourceQuote))]
[JsonType(typeof(ListSourcesResponse))]
[JsonType(typeof(GetSourceHealthResponse))]
[JsonType(typeof(FeedDescription))]
[JsonType(typeof(FeedSettings))]
[JsonType(typeof(ListSymbolsResponse))]
[JsonType(typeof(PriceResponse))]
[JsonType(typeof(SignedReport))]
[JsonType(typeof(GetPriceReportResponse))]
[JsonType(typeof(GetPriceHistoryResponse))]
[JsonType(typeof(ListReportsResponse))]
[JsonType(typeof(AwaitReportsResponse))]
[JsonType(typeof(FetchPricesResponse))]
[JsonType(typeof(PublishPriceResponse))]
public sealed partial class PriceFeedResponseJson : JsonContext;
