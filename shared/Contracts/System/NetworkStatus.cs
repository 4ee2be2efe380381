using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.SystemService;

/// <summary>How an RPC end point stands, as of when it was asked last.</summary>
[JsonConverter(typeof(EnumNameConverter<EndpointState>))]
public enum EndpointState
{
    /// <summary>It answers, and as the quorum does.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>It is further behind than the configuration allows: its answers do not count.</summary>
    [JsonStringEnumMemberName("lagging")]
    Lagging,

    /// <summary>It gives no answer, or none that is one, or was not asked yet; <c>failure</c> says which.</summary>
    [JsonStringEnumMemberName("unreachable")]
    Unreachable,

    /// <summary>Its last answer that could be compared was another than the quorum's.</summary>
    [JsonStringEnumMemberName("disagrees")]
    Disagrees,

    /// <summary>It is of another network, and is never used.</summary>
    [JsonStringEnumMemberName("wrongNetwork")]
    WrongNetwork,
}

/// <summary>How a Neo network stands that the enclave reads.</summary>
public sealed class NetworkStatus
{
    /// <summary>Its name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>Its number.</summary>
    public required uint Magic { get; init; }

    /// <summary>The index of the last block that a quorum has; absent until it was read.</summary>
    public uint? Height { get; init; }

    /// <summary>How many end points must agree.</summary>
    public required int Quorum { get; init; }

    /// <summary>The end points, in the configuration's order.</summary>
    public required IReadOnlyList<EndpointStatus> Endpoints { get; init; }
}

/// <summary>How an RPC end point stands.</summary>
public sealed class EndpointStatus
{
    /// <summary>Its host and port. The rest of its URL may hold a key to it, and is not shown.</summary>
    public required string Host { get; init; }

    /// <summary>How it stands.</summary>
    public required EndpointState State { get; init; }

    /// <summary>The index of the last block that it said to have; absent if it never said.</summary>
    public uint? Height { get; init; }

    /// <summary>Why it is unreachable, in one word: <c>notAsked</c>, <c>busy</c>, <c>httpStatus</c>, <c>malformed</c>, <c>rpcError</c>, or what of the line failed, such as <c>timedOut</c>.</summary>
    public string? Failure { get; init; }
}
