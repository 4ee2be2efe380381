using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>Requests of sponsorship: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(CreateSponsorPolicyRequest))]
[JsonType(typeof(UpdateSponsorPolicyRequest))]
[JsonType(typeof(ListSponsorPoliciesRequest))]
[JsonType(typeof(DeleteSponsorPolicyRequest))]
[JsonType(typeof(QuoteSponsorshipRequest))]
[JsonType(typeof(SponsorTransactionRequest))]
public sealed partial class SponsorRequestJson : JsonContext;

/// <summary>Responses of sponsorship: they may grow.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(SponsorPolicyDescription))]
[JsonType(typeof(ListSponsorPoliciesResponse))]
[JsonType(typeof(DeleteSponsorPolicyResponse))]
[JsonType(typeof(QuoteSponsorshipResponse))]
[JsonType(typeof(SponsorTransactionResponse))]
[JsonType(typeof(RelaySponsoredResponse))]
public sealed partial class SponsorResponseJson : JsonContext;
