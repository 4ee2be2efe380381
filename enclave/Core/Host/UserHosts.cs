using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>Which hosts users' own code and sources may name: one word of the measured configuration.</summary>
[JsonConverter(typeof(EnumNameConverter<UserHosts>))]
public enum UserHosts
{
    /// <summary>None.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>Those that the configuration lists.</summary>
    [JsonStringEnumMemberName("listed")]
    Listed,

    /// <summary>Any that has a public name.</summary>
    [JsonStringEnumMemberName("any-public")]
    AnyPublic,
}
