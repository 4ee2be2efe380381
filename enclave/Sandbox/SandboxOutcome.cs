using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Enclave.Sandbox;

/// <summary>What became of a job.</summary>
public sealed record SandboxOutcome
{
    /// <summary>Why it failed; null: it did not.</summary>
    public ExecutionError? Error { get; init; }

    /// <summary>What the handler returned: one JSON value in UTF-8, checked strictly, at most <see cref="FunctionLimits.MaxJsonBytes"/>; empty where it failed.</summary>
    public ReadOnlyMemory<byte> Result { get; init; }

    /// <summary>What it wrote to console, within the limits.</summary>
    public IReadOnlyList<ExecutionLogLine> Logs { get; init; } = [];

    /// <summary>How many statements it ran, as its worker counted them; where the worker was killed, as many as it may have run.</summary>
    public long Statements { get; init; }

    /// <summary>How many calls it made to the host.</summary>
    public int HostCalls { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}
