using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Contracts.Account;

/// <summary>Requests of the service: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(RegisterRequest))]
[JsonType(typeof(GetAccountRequest))]
[JsonType(typeof(UpdateAccountRequest))]
[JsonType(typeof(AddKeyRequest))]
[JsonType(typeof(ListKeysRequest))]
[JsonType(typeof(UpdateKeyRequest))]
[JsonType(typeof(RevokeKeyRequest))]
[JsonType(typeof(CreateChallengeRequest))]
[JsonType(typeof(StartSessionRequest))]
[JsonType(typeof(ListSessionsRequest))]
[JsonType(typeof(EndSessionRequest))]
[JsonType(typeof(SetApprovalPolicyRequest))]
[JsonType(typeof(ListApprovalsRequest))]
[JsonType(typeof(ApproveRequest))]
[JsonType(typeof(RejectRequest))]
[JsonType(typeof(ListAuditEventsRequest))]
[JsonType(typeof(CloseAccountRequest))]
public sealed partial class AccountRequestJson : JsonContext;

/// <summary>Responses of the service: they may grow.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(RegisterResponse))]
[JsonType(typeof(GetAccountResponse))]
[JsonType(typeof(UpdateAccountResponse))]
[JsonType(typeof(AddKeyResponse))]
[JsonType(typeof(ListKeysResponse))]
[JsonType(typeof(UpdateKeyResponse))]
[JsonType(typeof(RevokeKeyResponse))]
[JsonType(typeof(CreateChallengeResponse))]
[JsonType(typeof(StartSessionResponse))]
[JsonType(typeof(ListSessionsResponse))]
[JsonType(typeof(EndSessionResponse))]
[JsonType(typeof(SetApprovalPolicyResponse))]
[JsonType(typeof(ListApprovalsResponse))]
[JsonType(typeof(ApproveResponse))]
[JsonType(typeof(RejectResponse))]
[JsonType(typeof(ListAuditEventsResponse))]
[JsonType(typeof(CloseAccountResponse))]
public sealed partial class AccountResponseJson : JsonContext;
