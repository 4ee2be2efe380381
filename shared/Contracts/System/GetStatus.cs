using System.Text.Json.Serialization;

namespace NeoServiceLayer.Contracts.SystemService;

/// <summary>Which kind of enclave answers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnclaveMode>))]
public enum EnclaveMode
{
    /// <summary>An AWS Nitro Enclave.</summary>
    [JsonStringEnumMemberName("nitro")]
    Nitro,

    /// <summary>An ordinary process on a developer's machine: it protects nothing.</summary>
    [JsonStringEnumMemberName("local")]
    Local,
}

/// <summary>Whether the enclave serves.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnclaveState>))]
public enum EnclaveState
{
    /// <summary>It waits for its host; only <c>system</c> answers.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>It serves.</summary>
    [JsonStringEnumMemberName("serving")]
    Serving,

    /// <summary>It is going down and takes nothing new.</summary>
    [JsonStringEnumMemberName("draining")]
    Draining,
}

/// <summary>Whether the gateway's connections to the enclave stand.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LinkState>))]
public enum LinkState
{
    /// <summary>One at least.</summary>
    [JsonStringEnumMemberName("up")]
    Up,

    /// <summary>None.</summary>
    [JsonStringEnumMemberName("down")]
    Down,
}

/// <summary>The request of <c>system.getStatus</c>: nothing.</summary>
public sealed record GetStatusRequest;

/// <summary>The response of <c>system.getStatus</c>.</summary>
public sealed record GetStatusResponse
{
    /// <summary>What the enclave says of itself; absent when it could not be asked.</summary>
    public EnclaveStatus? Enclave { get; init; }

    /// <summary>What the gateway says of itself; absent when the enclave was asked directly.</summary>
    public GatewayStatus? Gateway { get; init; }
}

/// <summary>What the enclave says of itself.</summary>
public sealed record EnclaveStatus
{
    /// <summary>The version of the enclave's program.</summary>
    public required string Version { get; init; }

    /// <summary>Which kind of enclave it is.</summary>
    public required EnclaveMode Mode { get; init; }

    /// <summary>Whether it serves.</summary>
    public required EnclaveState State { get; init; }

    /// <summary>Whole seconds since it started.</summary>
    public required long UptimeSeconds { get; init; }

    /// <summary>The names of the services that it runs.</summary>
    public required IReadOnlyList<string> Services { get; init; }
}

/// <summary>What the gateway says of itself. Nothing vouches for it.</summary>
public sealed record GatewayStatus
{
    /// <summary>The version of the gateway's program.</summary>
    public required string Version { get; init; }

    /// <summary>Whole seconds since it started.</summary>
    public required long UptimeSeconds { get; init; }

    /// <summary>Whether it reaches the enclave.</summary>
    public required LinkState EnclaveLink { get; init; }

    /// <summary>Always false: the parent's word.</summary>
    public required bool Trusted { get; init; }
}
