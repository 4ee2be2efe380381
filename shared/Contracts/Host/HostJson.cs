using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Contracts.Host;

/// <summary>Requests to a host.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(HeartbeatRequest))]
[JsonType(typeof(AppendLogRequest))]
[JsonType(typeof(ReadRecordsRequest))]
[JsonType(typeof(ScanRecordsRequest))]
[JsonType(typeof(CommitRecordsRequest))]
public sealed partial class HostRequestJson : JsonContext;

/// <summary>Responses of a host.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(HeartbeatResponse))]
[JsonType(typeof(AppendLogResponse))]
[JsonType(typeof(ReadRecordsResponse))]
[JsonType(typeof(ScanRecordsResponse))]
[JsonType(typeof(CommitRecordsResponse))]
public sealed partial class HostResponseJson : JsonContext;
