using System.Text.Json.Serialization;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>Requests of the service: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DecodeTransactionRequest))]
[JsonSerializable(typeof(VerifyDataRequest))]
[JsonSerializable(typeof(CreateWalletRequest))]
[JsonSerializable(typeof(ImportWalletRequest))]
[JsonSerializable(typeof(ExportWalletRequest))]
[JsonSerializable(typeof(GetWalletRequest))]
[JsonSerializable(typeof(ListWalletsRequest))]
[JsonSerializable(typeof(UpdateWalletRequest))]
[JsonSerializable(typeof(FreezeWalletRequest))]
[JsonSerializable(typeof(DeleteWalletRequest))]
[JsonSerializable(typeof(SignDataRequest))]
[JsonSerializable(typeof(SignTransactionRequest))]
public sealed partial class WalletRequestJson : JsonSerializerContext;

/// <summary>Responses of the service: they may grow.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DecodeTransactionResponse))]
[JsonSerializable(typeof(VerifyDataResponse))]
[JsonSerializable(typeof(WalletDescription))]
[JsonSerializable(typeof(ExportWalletResponse))]
[JsonSerializable(typeof(ListWalletsResponse))]
[JsonSerializable(typeof(DeleteWalletResponse))]
[JsonSerializable(typeof(SignDataResponse))]
[JsonSerializable(typeof(SignTransactionResponse))]
public sealed partial class WalletResponseJson : JsonSerializerContext;
