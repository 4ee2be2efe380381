using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>What became of a job, as the engine says it; the supervisor adds what it has seen itself.</summary>
internal sealed record EngineOutcome
{
    /// <summary>Why it failed; null: it did not.</summary>
    public ExecutionError? Error { get; init; }

    /// <summary>What the handler returned: one JSON value in UTF-8; empty where it failed.</summary>
    public ReadOnlyMemory<byte> Result { get; init; }

    /// <summary>What it wrote to console, within the limits.</summary>
    public required IReadOnlyList<ExecutionLogLine> Logs { get; init; }

    /// <summary>How many statements it ran, those of the host's own functions that are written in JavaScript included.</summary>
    public required long Statements { get; init; }
}
