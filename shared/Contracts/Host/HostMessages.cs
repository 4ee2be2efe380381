using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Host;

/// <summary>The request of <c>host.heartbeat</c>.</summary>
public sealed record HeartbeatRequest
{
    /// <summary>Whether the enclave serves: it does once it has checked what the host keeps for it.</summary>
    public required bool Serving { get; init; }
}

/// <summary>The response of <c>host.heartbeat</c>: nothing.</summary>
public sealed record HeartbeatResponse;

/// <summary>How much a log event matters.</summary>
[JsonConverter(typeof(EnumNameConverter<LogLevel>))]
public enum LogLevel
{
    /// <summary>The ordinary course of things.</summary>
    [JsonStringEnumMemberName("information")]
    Information,

    /// <summary>Something to look at; service goes on.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Something failed.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}

/// <summary>One log event. It holds no id of a request, no name of a person and no secret.</summary>
public sealed record LogEvent
{
    /// <summary>The enclave's time, UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>How much it matters.</summary>
    public required LogLevel Level { get; init; }

    /// <summary>What happened, a stable name such as <c>host.attached</c>.</summary>
    public required string Event { get; init; }

    /// <summary>More about it, by name; absent if there is nothing.</summary>
    public IReadOnlyDictionary<string, LogField>? Fields { get; init; }
}

/// <summary>The request of <c>log.append</c>.</summary>
public sealed record AppendLogRequest
{
    /// <summary>1 to 64 events, in order.</summary>
    public required IReadOnlyList<LogEvent> Events { get; init; }
}

/// <summary>The response of <c>log.append</c>: nothing.</summary>
public sealed record AppendLogResponse;
