using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>Requests of the service: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(DecodeTransactionRequest))]
[JsonType(typeof(VerifyDataRequest))]
[JsonType(typeof(CreateWalletRequest))]
[JsonType(typeof(ImportWalletRequest))]
[JsonType(typeof(ExportWalletRequest))]
[JsonType(typeof(GetWalletRequest))]
[JsonType(typeof(ListWalletsRequest))]
[JsonType(typeof(UpdateWalletRequest))]
[JsonType(typeof(FreezeWalletRequest))]
[JsonType(typeof(DeleteWalletRequest))]
[JsonType(typeof(SignDataRequest))]
[JsonType(typeof(SignTransactionRequest))]
[JsonType(typeof(SetPolicyRequest))]
[JsonType(typeof(GetPolicyRequest))]
[JsonType(typeof(SimulatePolicyRequest))]
[JsonType(typeof(DeriveAddressRequest))]
[JsonType(typeof(ListAddressesRequest))]
[JsonType(typeof(TransferRequest))]
[JsonType(typeof(ContractArgument))]
[JsonType(typeof(InvokeReadRequest))]
[JsonType(typeof(InvokeWriteRequest))]
[JsonType(typeof(GetBalanceRequest))]
[JsonType(typeof(GetTransactionStatusRequest))]
[JsonType(typeof(GrantWalletRequest))]
[JsonType(typeof(RevokeWalletGrantRequest))]
[JsonType(typeof(ListWalletGrantsRequest))]
public sealed partial class WalletRequestJson : JsonContext;

/// <summary>Responses of the service: they may grow.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(DecodeTransactionResponse))]
[JsonType(typeof(VerifyDataResponse))]
[JsonType(typeof(WalletDescription))]
[JsonType(typeof(ExportWalletResponse))]
[JsonType(typeof(ListWalletsResponse))]
[JsonType(typeof(DeleteWalletResponse))]
[JsonType(typeof(SignDataResponse))]
[JsonType(typeof(SignTransactionResponse))]
[JsonType(typeof(SetPolicyResponse))]
[JsonType(typeof(GetPolicyResponse))]
[JsonType(typeof(SimulatePolicyResponse))]
[JsonType(typeof(DerivedAddress))]
[JsonType(typeof(ListAddressesResponse))]
[JsonType(typeof(SubmittedTransaction))]
[JsonType(typeof(InvokeReadResponse))]
[JsonType(typeof(GetBalanceResponse))]
[JsonType(typeof(GetTransactionStatusResponse))]
[JsonType(typeof(WalletGrant))]
[JsonType(typeof(RevokeWalletGrantResponse))]
[JsonType(typeof(ListWalletGrantsResponse))]
public sealed partial class WalletResponseJson : JsonContext;
