using System.Text.Json.Serialization;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>Requests of the service: strict.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DecodeTransactionRequest))]
[JsonSerializable(typeof(VerifyDataRequest))]
public sealed partial class WalletRequestJson : JsonSerializerContext;

/// <summary>Responses of the service: they may grow.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DecodeTransactionResponse))]
[JsonSerializable(typeof(VerifyDataResponse))]
public sealed partial class WalletResponseJson : JsonSerializerContext;
