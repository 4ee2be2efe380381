using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Contracts.SystemService;

/// <summary>Requests of the service: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(PingRequest))]
[JsonType(typeof(GetStatusRequest))]
[JsonType(typeof(GetOperationsRequest))]
[JsonType(typeof(GetMetricsRequest))]
[JsonType(typeof(GetAttestationRequest))]
[JsonType(typeof(GenesisRequest))]
[JsonType(typeof(RotateRequest))]
[JsonType(typeof(GetDealtSharesRequest))]
[JsonType(typeof(ProvideRequest))]
[JsonType(typeof(AcceptStateRequest))]
public sealed partial class SystemRequestJson : JsonContext;

/// <summary>Responses of the service: they may grow.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(PingResponse))]
[JsonType(typeof(GetStatusResponse))]
[JsonType(typeof(GetOperationsResponse))]
[JsonType(typeof(GetMetricsResponse))]
[JsonType(typeof(GetAttestationResponse))]
[JsonType(typeof(ApprovalResponse))]
[JsonType(typeof(DealtShares))]
[JsonType(typeof(ProvideResponse))]
[JsonType(typeof(AcceptStateResponse))]
public sealed partial class SystemResponseJson : JsonContext;
