using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.SystemService;

/// <summary>Which kind of enclave answers.</summary>
[JsonConverter(typeof(EnumNameConverter<EnclaveMode>))]
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
[JsonConverter(typeof(EnumNameConverter<EnclaveState>))]
public enum EnclaveState
{
    /// <summary>It waits for its host, or for its operators' shares; only <c>system</c> answers.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>It serves.</summary>
    [JsonStringEnumMemberName("serving")]
    Serving,

    /// <summary>It is going down and takes nothing new.</summary>
    [JsonStringEnumMemberName("draining")]
    Draining,
}

/// <summary>Where the root key of a deployment comes from.</summary>
[JsonConverter(typeof(EnumNameConverter<RootKeySource>))]
public enum RootKeySource
{
    /// <summary>A file on this machine, as in local mode.</summary>
    [JsonStringEnumMemberName("file")]
    File,

    /// <summary>It was made for this boot and ends with it, and the state with it.</summary>
    [JsonStringEnumMemberName("boot")]
    Boot,

    /// <summary>Operators' shares, brought to each boot.</summary>
    [JsonStringEnumMemberName("operators")]
    Operators,
}

/// <summary>Why the state is not open although a host is attached.</summary>
[JsonConverter(typeof(EnumNameConverter<StateProblemCode>))]
public enum StateProblemCode
{
    /// <summary>The store does not do what it is asked; it is asked again.</summary>
    [JsonStringEnumMemberName("storeUnavailable")]
    StoreUnavailable,

    /// <summary>The store is empty, and the deployment has state.</summary>
    [JsonStringEnumMemberName("storeEmpty")]
    StoreEmpty,

    /// <summary>The store holds records, and none of this deployment's head.</summary>
    [JsonStringEnumMemberName("storeForeign")]
    StoreForeign,

    /// <summary>The store is this deployment's, and not what was committed last.</summary>
    [JsonStringEnumMemberName("stateTampered")]
    StateTampered,

    /// <summary>The store is this deployment's, and not one that a state has led to which was seen before.</summary>
    [JsonStringEnumMemberName("rolledBack")]
    RolledBack,
}

/// <summary>Why the state is not open.</summary>
public sealed class StateProblem
{
    /// <summary>Which of the closed set.</summary>
    public required StateProblemCode Code { get; init; }

    /// <summary>A sentence for the operator.</summary>
    public required string Message { get; init; }

    /// <summary>With rolledBack: the state that the store holds.</summary>
    public StatePoint? Found { get; init; }

    /// <summary>With rolledBack: the state that was seen, and is not in its history.</summary>
    public StatePoint? Wanted { get; init; }
}

/// <summary>Whether the gateway's connections to the enclave stand.</summary>
[JsonConverter(typeof(EnumNameConverter<LinkState>))]
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
public sealed class GetStatusResponse
{
    /// <summary>What the enclave says of itself; absent when it could not be asked.</summary>
    public EnclaveStatus? Enclave { get; init; }

    /// <summary>What the gateway says of itself; absent when the enclave was asked directly.</summary>
    public GatewayStatus? Gateway { get; init; }
}

/// <summary>What the enclave says of itself.</summary>
public sealed class EnclaveStatus
{
    /// <summary>The version of the enclave's program.</summary>
    public required string Version { get; init; }

    /// <summary>Which kind of enclave it is.</summary>
    public required EnclaveMode Mode { get; init; }

    /// <summary>Whether it serves.</summary>
    public required EnclaveState State { get; init; }

    /// <summary>Whole seconds since it started.</summary>
    public required long UptimeSeconds { get; init; }

    /// <summary>
    /// The deployment's identity: 64 digits of lower hex. Every stamp names it. Absent while the enclave waits for its operators' shares,
    /// which bring it.
    /// </summary>
    public string? GenesisId { get; init; }

    /// <summary>Where the deployment's root key comes from.</summary>
    public required RootKeySource RootKey { get; init; }

    /// <summary>The operators who hold the root key; absent where it comes from elsewhere.</summary>
    public OperatorsStatus? Operators { get; init; }

    /// <summary>Why the state is not open although a host is attached; absent if it is, or if there is no host.</summary>
    public StateProblem? StateProblem { get; init; }

    /// <summary>The lineage of the state, 32 digits of lower hex; absent until the state was found to be sound.</summary>
    public string? Lineage { get; init; }

    /// <summary>What operators signed when they began this lineage by accepting a state; absent if it began by itself.</summary>
    public AcceptedState? Accepted { get; init; }

    /// <summary>The names of the services that it runs.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>The Neo networks of its configuration; absent where it names none, or while the enclave waits for its operators' shares.</summary>
    public IReadOnlyList<NetworkStatus>? Networks { get; init; }
}

/// <summary>What the gateway says of itself. Nothing vouches for it.</summary>
public sealed class GatewayStatus
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
