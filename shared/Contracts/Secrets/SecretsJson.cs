using System.Text.Json.Serialization;

namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>Requests of the service: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CreateSecretRequest))]
[JsonSerializable(typeof(GetSecretRequest))]
[JsonSerializable(typeof(ListSecretsRequest))]
[JsonSerializable(typeof(UpdateSecretRequest))]
[JsonSerializable(typeof(DeleteSecretRequest))]
[JsonSerializable(typeof(RestoreSecretRequest))]
[JsonSerializable(typeof(PutSecretValueRequest))]
[JsonSerializable(typeof(GetSecretValueRequest))]
[JsonSerializable(typeof(RotateSecretRequest))]
[JsonSerializable(typeof(ListSecretVersionsRequest))]
[JsonSerializable(typeof(DestroySecretVersionRequest))]
[JsonSerializable(typeof(GrantSecretRequest))]
[JsonSerializable(typeof(RevokeGrantRequest))]
[JsonSerializable(typeof(ListGrantsRequest))]
[JsonSerializable(typeof(CheckAccessRequest))]
[JsonSerializable(typeof(ListSecretAccessRequest))]
[JsonSerializable(typeof(CreateTransitKeyRequest))]
[JsonSerializable(typeof(GetTransitKeyRequest))]
[JsonSerializable(typeof(ListTransitKeysRequest))]
[JsonSerializable(typeof(RotateTransitKeyRequest))]
[JsonSerializable(typeof(UpdateTransitKeyRequest))]
[JsonSerializable(typeof(DeleteTransitKeyRequest))]
[JsonSerializable(typeof(EncryptRequest))]
[JsonSerializable(typeof(DecryptRequest))]
[JsonSerializable(typeof(RewrapRequest))]
[JsonSerializable(typeof(HmacRequest))]
[JsonSerializable(typeof(VerifyHmacRequest))]
public sealed partial class SecretsRequestJson : JsonSerializerContext;

/// <summary>Responses of the service: they may grow.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SecretVersionResponse))]
[JsonSerializable(typeof(SecretDescription))]
[JsonSerializable(typeof(ListSecretsResponse))]
[JsonSerializable(typeof(GetSecretValueResponse))]
[JsonSerializable(typeof(ListSecretVersionsResponse))]
[JsonSerializable(typeof(SecretVersion))]
[JsonSerializable(typeof(SecretGrant))]
[JsonSerializable(typeof(RevokeGrantResponse))]
[JsonSerializable(typeof(ListGrantsResponse))]
[JsonSerializable(typeof(CheckAccessResponse))]
[JsonSerializable(typeof(ListSecretAccessResponse))]
[JsonSerializable(typeof(TransitKeyDescription))]
[JsonSerializable(typeof(ListTransitKeysResponse))]
[JsonSerializable(typeof(DeleteTransitKeyResponse))]
[JsonSerializable(typeof(CiphertextResponse))]
[JsonSerializable(typeof(DecryptResponse))]
[JsonSerializable(typeof(HmacResponse))]
[JsonSerializable(typeof(VerifyHmacResponse))]
public sealed partial class SecretsResponseJson : JsonSerializerContext;
