using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Function.Executions.Storage;
using NeoServiceLayer.Enclave.Function.Hosting;

namespace NeoServiceLayer.Enclave.Function.Executions.Running;

/// <summary>A run that is over, with nothing of it written yet.</summary>
internal sealed record EndedRun
{
    /// <summary>What it was; not to be written where it was cancelled before it began.</summary>
    internal required IRunHost? Host { get; init; }

    internal required ExecutionStatus Status { get; init; }

    internal ExecutionError? Error { get; init; }

    /// <summary>What the handler returned, secrets put out of sight; empty where it failed.</summary>
    internal ReadOnlyMemory<byte> Result { get; init; }

    internal IReadOnlyList<ExecutionLogLine> Logs { get; init; } = [];

    internal string? OutputHash { get; init; }

    internal Meter Meter { get; init; }

    internal TimeSpan Duration { get; init; }

    /// <summary>Result, log and record, in parts.</summary>
    internal IReadOnlyList<ExecutionPart> Parts { get; init; } = [];
}
