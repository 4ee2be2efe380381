using System.Text.Json.Serialization;

namespace NeoServiceLayer.Contracts.SystemService;

/// <summary>Requests of the service: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PingRequest))]
[JsonSerializable(typeof(GetStatusRequest))]
[JsonSerializable(typeof(GetOperationsRequest))]
[JsonSerializable(typeof(GetMetricsRequest))]
[JsonSerializable(typeof(GetAttestationRequest))]
[JsonSerializable(typeof(GenesisRequest))]
[JsonSerializable(typeof(RotateRequest))]
[JsonSerializable(typeof(GetDealtSharesRequest))]
[JsonSerializable(typeof(ProvideRequest))]
[JsonSerializable(typeof(AcceptStateRequest))]
public sealed partial class SystemRequestJson : JsonSerializerContext;

/// <summary>Responses of the service: they may grow.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PingResponse), GenerationMode = JsonSourceGenerationMode.Metadata | JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(GetStatusResponse))]
[JsonSerializable(typeof(GetOperationsResponse))]
[JsonSerializable(typeof(GetMetricsResponse))]
[JsonSerializable(typeof(GetAttestationResponse))]
[JsonSerializable(typeof(ApprovalResponse))]
[JsonSerializable(typeof(DealtShares))]
[JsonSerializable(typeof(ProvideResponse))]
[JsonSerializable(typeof(AcceptStateResponse))]
public sealed partial class SystemResponseJson : JsonSerializerContext;
