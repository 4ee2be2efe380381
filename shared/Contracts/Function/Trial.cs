using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Contracts.Function;

/// <summary>
/// A run of a module on its author's machine: what <c>enclave-local --run-function</c> reads from its standard input. No gateway and no
/// account is needed for it, and nothing of it is kept.
/// </summary>
public sealed record TrialRun
{
    /// <summary>The module.</summary>
    public required string SourceCode { get; init; }

    /// <summary>Which export runs.</summary>
    public required string Handler { get; init; }

    /// <summary>The handler's argument; null when absent.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>What it may take; what is absent is the default.</summary>
    public ExecutionLimits? Limits { get; init; }

    /// <summary>The variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The secrets' values, by the function's names for them.</summary>
    public required IReadOnlyDictionary<string, string> Secrets { get; init; }

    /// <summary>Where it may fetch from: a name, or name:port.</summary>
    public required IReadOnlyList<string> AllowedHosts { get; init; }

    /// <summary>Who certifies these hosts, as PEM; the machine's own authorities when absent.</summary>
    public string? Roots { get; init; }

    /// <summary>What its storage holds.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Values { get; init; }

    /// <summary>What random numbers are made of, 32 bytes; new ones when absent.</summary>
    public byte[]? Seed { get; init; }

    /// <summary>What the time is, and stays, in UTC; the machine's own when absent.</summary>
    public DateTime? Time { get; init; }
}

/// <summary>How such a run went: what <c>enclave-local --run-function</c> writes.</summary>
public sealed class TrialOutcome
{
    /// <summary>What the handler returned; absent where it failed.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>Why it failed.</summary>
    public ExecutionError? Error { get; init; }

    /// <summary>What it wrote to console.</summary>
    public required IReadOnlyList<ExecutionLogLine> Logs { get; init; }

    /// <summary>How many statements it ran.</summary>
    public required long Statements { get; init; }

    /// <summary>How many calls to the outside it made.</summary>
    public required int HostCalls { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required int DurationMs { get; init; }

    /// <summary>What its storage holds now: as before where it failed.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Values { get; init; }
}

/// <summary>How both are written.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(TrialRun))]
[JsonType(typeof(TrialOutcome))]
public sealed partial class TrialJson : JsonContext;
