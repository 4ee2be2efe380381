using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Enclave.Account;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Chain.Rpc;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Approvals;
using NeoServiceLayer.Enclave.Core.Access.Idempotency;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Enclave.Secrets.Storage;
using NeoServiceLayer.Enclave.Secrets.Transit;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Wallets;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Provisioning;

// The contexts whose converters are ours, declared for the serializer's own generator: the same types, the same options. Those of the
// contracts are in shared/Schemas.
namespace NeoServiceLayer.Tests.Unit.Json;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(HeartbeatRequest))]
[JsonSerializable(typeof(AppendLogRequest))]
[JsonSerializable(typeof(ReadRecordsRequest))]
[JsonSerializable(typeof(ScanRecordsRequest))]
[JsonSerializable(typeof(CommitRecordsRequest))]
internal sealed partial class HostRequestReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(HeartbeatResponse))]
[JsonSerializable(typeof(AppendLogResponse))]
[JsonSerializable(typeof(ReadRecordsResponse))]
[JsonSerializable(typeof(ScanRecordsResponse))]
[JsonSerializable(typeof(CommitRecordsResponse))]
internal sealed partial class HostResponseReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AttachRequest))]
[JsonSerializable(typeof(AttachResponse))]
internal sealed partial class AttachReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GenesisRecord))]
[JsonSerializable(typeof(RotationRecord))]
internal sealed partial class ProvisioningReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeyDocument))]
[JsonSerializable(typeof(AccountDocument))]
[JsonSerializable(typeof(RememberedResponse))]
[JsonSerializable(typeof(AuditEvent))]
[JsonSerializable(typeof(ApprovalPolicyDocument))]
[JsonSerializable(typeof(ApprovalRollDocument))]
[JsonSerializable(typeof(ApprovalDocument))]
internal sealed partial class AccessReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ProfileDocument))]
[JsonSerializable(typeof(UsedInvitationDocument))]
internal sealed partial class AccountDocumentReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SecretDocument))]
[JsonSerializable(typeof(StoredGrant))]
[JsonSerializable(typeof(TransitKeyDocument))]
internal sealed partial class SecretsDocumentReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WalletDocument))]
internal sealed partial class WalletDocumentReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BankAccountDocument))]
[JsonSerializable(typeof(ReservationDocument))]
[JsonSerializable(typeof(AllocationDocument))]
[JsonSerializable(typeof(WithdrawalDocument))]
[JsonSerializable(typeof(LedgerEntryDocument))]
internal sealed partial class GasBankDocumentReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PolicyDocument))]
[JsonSerializable(typeof(SpendDocument))]
internal sealed partial class PolicyDocumentReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SponsorPolicyDocument))]
[JsonSerializable(typeof(SponsorshipDocument))]
internal sealed partial class SponsorDocumentReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EnclaveSettings))]
internal sealed partial class EnclaveSettingsReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    MaxDepth = 8, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ContextJson))]
internal sealed partial class ContextReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, MaxDepth = 32,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Nep6Wallet))]
internal sealed partial class Nep6Reference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(OutboxDocument))]
[JsonSerializable(typeof(OutboxAccountDocument))]
internal sealed partial class OutboxDocumentReference : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = RpcReply.MaxDepth, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(PlaceAnswer))]
[JsonSerializable(typeof(BlockAnswer))]
[JsonSerializable(typeof(ContractAnswer))]
internal sealed partial class NodeReference : JsonSerializerContext;
