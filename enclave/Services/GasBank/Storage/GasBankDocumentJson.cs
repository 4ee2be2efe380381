using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.GasBank.Storage;

/// <summary>Documents and entries as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonType(typeof(BankAccountDocument))]
[JsonType(typeof(ReservationDocument))]
[JsonType(typeof(AllocationDocument))]
[JsonType(typeof(UsageHoldDocument))]
[JsonType(typeof(WithdrawalDocument))]
[JsonType(typeof(LedgerEntryDocument))]
internal sealed partial class GasBankDocumentJson : JsonContext;
