using System.Text.Json.Serialization;
using NeoServiceLayer.Json;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Protocol.Operations;

/// <summary>What a connection becomes.</summary>
[JsonConverter(typeof(EnumNameConverter<AttachRole>))]
public enum AttachRole
{
    /// <summary>From then on the enclave sends the requests: heartbeats, log events, records.</summary>
    [JsonStringEnumMemberName("host")]
    Host,

    /// <summary>Parked until the enclave needs a line to the outside.</summary>
    [JsonStringEnumMemberName("egress")]
    Egress,
}

/// <summary>The request of <c>system.attach</c>.</summary>
public sealed record AttachRequest
{
    /// <summary>What the connection is to become.</summary>
    public required AttachRole Role { get; init; }
}

/// <summary>The response of <c>system.attach</c>: nothing but that it is done.</summary>
public sealed record AttachResponse;

/// <summary>
/// <c>system.attach</c>, which turns a connection round. It is part of the protocol rather than of a service: a
/// connection's first request or refused, and without a route over HTTP.
/// </summary>
public static class AttachOperation
{
    /// <summary>The descriptor.</summary>
    public static readonly Operation<AttachRequest, AttachResponse> Attach = new(
        "system", "attach", "Turns the connection round; a connection's first request only.",
        static () => AttachJson.Default.AttachRequest, static () => AttachJson.Default.AttachResponse)
    { Access = Access.Host };
}

/// <summary>JSON of <c>system.attach</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(AttachRequest))]
[JsonType(typeof(AttachResponse))]
internal sealed partial class AttachJson : JsonContext;
