using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Contracts.Secrets;

/// <summary>Requests of the service: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(CreateSecretRequest))]
[JsonType(typeof(GetSecretRequest))]
[JsonType(typeof(ListSecretsRequest))]
[JsonType(typeof(UpdateSecretRequest))]
[JsonType(typeof(DeleteSecretRequest))]
[JsonType(typeof(RestoreSecretRequest))]
[JsonType(typeof(PutSecretValueRequest))]
[JsonType(typeof(GetSecretValueRequest))]
[JsonType(typeof(RotateSecretRequest))]
[JsonType(typeof(ListSecretVersionsRequest))]
[JsonType(typeof(DestroySecretVersionRequest))]
[JsonType(typeof(GrantSecretRequest))]
[JsonType(typeof(RevokeGrantRequest))]
[JsonType(typeof(ListGrantsRequest))]
[JsonType(typeof(CheckAccessRequest))]
[JsonType(typeof(ListSecretAccessRequest))]
[JsonType(typeof(CreateTransitKeyRequest))]
[JsonType(typeof(GetTransitKeyRequest))]
[JsonType(typeof(ListTransitKeysRequest))]
[JsonType(typeof(RotateTransitKeyRequest))]
[JsonType(typeof(UpdateTransitKeyRequest))]
[JsonType(typeof(DeleteTransitKeyRequest))]
[JsonType(typeof(EncryptRequest))]
[JsonType(typeof(DecryptRequest))]
[JsonType(typeof(RewrapRequest))]
[JsonType(typeof(HmacRequest))]
[JsonType(typeof(VerifyHmacRequest))]
public sealed partial class SecretsRequestJson : JsonContext;

/// <summary>Responses of the service: they may grow.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(SecretVersionResponse))]
[JsonType(typeof(SecretDescription))]
[JsonType(typeof(ListSecretsResponse))]
[JsonType(typeof(GetSecretValueResponse))]
[JsonType(typeof(ListSecretVersionsResponse))]
[JsonType(typeof(SecretVersion))]
[JsonType(typeof(SecretGrant))]
[JsonType(typeof(RevokeGrantResponse))]
[JsonType(typeof(ListGrantsResponse))]
[JsonType(typeof(CheckAccessResponse))]
[JsonType(typeof(ListSecretAccessResponse))]
[JsonType(typeof(TransitKeyDescription))]
[JsonType(typeof(ListTransitKeysResponse))]
[JsonType(typeof(DeleteTransitKeyResponse))]
[JsonType(typeof(CiphertextResponse))]
[JsonType(typeof(DecryptResponse))]
[JsonType(typeof(HmacResponse))]
[JsonType(typeof(VerifyHmacResponse))]
public sealed partial class SecretsResponseJson : JsonContext;
