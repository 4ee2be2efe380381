using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>Requests of the service: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(CreateBankAccountRequest))]
[JsonType(typeof(GetBankAccountRequest))]
[JsonType(typeof(ListBankAccountsRequest))]
[JsonType(typeof(DepositRequest))]
[JsonType(typeof(WithdrawRequest))]
[JsonType(typeof(AllocateRequest))]
[JsonType(typeof(UpdateAllocationRequest))]
[JsonType(typeof(ReleaseAllocationRequest))]
[JsonType(typeof(ListAllocationsRequest))]
[JsonType(typeof(ReserveRequest))]
[JsonType(typeof(SettleRequest))]
[JsonType(typeof(ReleaseRequest))]
[JsonType(typeof(SetRefillRuleRequest))]
[JsonType(typeof(GetLedgerRequest))]
[JsonType(typeof(GetLedgerProofRequest))]
[JsonType(typeof(ReconcileRequest))]
public sealed partial class GasBankRequestJson : JsonContext;

/// <summary>Responses of the service: they may grow.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(BankAccountDescription))]
[JsonType(typeof(ListBankAccountsResponse))]
[JsonType(typeof(DepositResponse))]
[JsonType(typeof(PaymentResponse))]
[JsonType(typeof(AllocationDescription))]
[JsonType(typeof(ListAllocationsResponse))]
[JsonType(typeof(ReservationDescription))]
[JsonType(typeof(GetLedgerResponse))]
[JsonType(typeof(LedgerProof))]
[JsonType(typeof(ReconcileResponse))]
public sealed partial class GasBankResponseJson : JsonContext;
