using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.Function.Executions.Storage;

/// <summary>An execution as it is stored: first what is intended, then what became of it. What is long of it stands in <see cref="ExecutionParts"/>.</summary>
internal sealed record ExecutionDocument
{
    public required string AccountId { get; init; }

    public required string FunctionId { get; init; }

    /// <summary>Its id, which is the document's name too.</summary>
    public required string ExecutionId { get; init; }

    public required int Version { get; init; }

    /// <summary>Which version was asked for; null: the one that was active.</summary>
    public int? AskedVersion { get; init; }

    public required string SourceHash { get; init; }

    public required string InputHash { get; init; }

    public required ExecutionCause Cause { get; init; }

    public string? TriggerId { get; init; }

    /// <summary>Under what its effects outside are remembered.</summary>
    public required string EffectKey { get; init; }

    /// <summary>In which life of the enclave it was begun: one that is not over in a later one is interrupted.</summary>
    public required string Life { get; init; }

    /// <summary>Queued until it is over: whether it runs is known in memory alone.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>Whether the response to the request is remembered beside it; a trigger needs none.</summary>
    public required bool Answered { get; init; }

    /// <summary>What the Gas Bank holds it by, and which account of it; null: it costs nothing, or is over.</summary>
    public string? Hold { get; init; }

    public ExecutionError? Error { get; init; }

    public long? Statements { get; init; }

    public int? HostCalls { get; init; }

    public int? DurationMs { get; init; }

    public string? OutputHash { get; init; }

    /// <summary>The output hash of what the sandbox gave: another one where storing it failed.</summary>
    public string? RunHash { get; init; }

    /// <summary>What it cost, in datoshi.</summary>
    public long? Fee { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? EndedAt { get; init; }

    internal bool IsOver => Status is not (ExecutionStatus.Queued or ExecutionStatus.Running);
}

/// <summary>The lines of a log as they are stored.</summary>
internal sealed record ExecutionLog
{
    public required IReadOnlyList<ExecutionLogLine> Lines { get; init; }
}

/// <summary>What a run had from outside, as it is stored: with the version and the parameters, all that decides what it does.</summary>
internal sealed record ExecutionRecord
{
    public required byte[] Seed { get; init; }

    public required DateTime StartedAt { get; init; }

    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Calls in the order of their answers; those that had none when it was over come last.</summary>
    public required IReadOnlyList<RecordedCall> Calls { get; init; }
}

/// <summary>A call to the outside, and its answer.</summary>
internal sealed record RecordedCall
{
    /// <summary>The how-manieth call it was, from 0.</summary>
    public required int Ordinal { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the arguments' canonical form.</summary>
    public required byte[] Arguments { get; init; }

    /// <summary>The answer, one JSON value; null: an error, a secret, or none.</summary>
    public byte[]? Answer { get; init; }

    /// <summary>SHA-256 of a secret's answer, which is read again at a replay.</summary>
    public byte[]? SecretHash { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>The time that the code was told with it; null: there was no answer.</summary>
    public DateTime? Time { get; init; }
}

/// <summary>How they are written.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(ExecutionDocument))]
[JsonType(typeof(ExecutionLog))]
[JsonType(typeof(ExecutionRecord))]
internal sealed partial class ExecutionDocumentJson : JsonContext;
