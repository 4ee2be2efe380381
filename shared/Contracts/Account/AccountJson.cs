using System.Text.Json.Serialization;

namespace NeoServiceLayer.Contracts.Account;

/// <summary>Requests of the service: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(GetAccountRequest))]
[JsonSerializable(typeof(UpdateAccountRequest))]
[JsonSerializable(typeof(AddKeyRequest))]
[JsonSerializable(typeof(ListKeysRequest))]
[JsonSerializable(typeof(UpdateKeyRequest))]
[JsonSerializable(typeof(RevokeKeyRequest))]
[JsonSerializable(typeof(CreateChallengeRequest))]
[JsonSerializable(typeof(StartSessionRequest))]
[JsonSerializable(typeof(ListSessionsRequest))]
[JsonSerializable(typeof(EndSessionRequest))]
[JsonSerializable(typeof(ListAuditEventsRequest))]
[JsonSerializable(typeof(CloseAccountRequest))]
public sealed partial class AccountRequestJson : JsonSerializerContext;

/// <summary>Responses of the service: they may grow.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RegisterResponse))]
[JsonSerializable(typeof(GetAccountResponse))]
[JsonSerializable(typeof(UpdateAccountResponse))]
[JsonSerializable(typeof(AddKeyResponse))]
[JsonSerializable(typeof(ListKeysResponse))]
[JsonSerializable(typeof(UpdateKeyResponse))]
[JsonSerializable(typeof(RevokeKeyResponse))]
[JsonSerializable(typeof(CreateChallengeResponse))]
[JsonSerializable(typeof(StartSessionResponse))]
[JsonSerializable(typeof(ListSessionsResponse))]
[JsonSerializable(typeof(EndSessionResponse))]
[JsonSerializable(typeof(ListAuditEventsResponse))]
[JsonSerializable(typeof(CloseAccountResponse))]
public sealed partial class AccountResponseJson : JsonSerializerContext;
