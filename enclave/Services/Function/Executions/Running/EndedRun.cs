using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Function.Executions.Storage;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Executions.Running;

/// <summary>A run that is over, with nothing of it written yet.</summary>
internal sealed record EndedRun
{
    /// <summary>What holds what it stored; null where nothing of that is kept.</summary>
    internal required IRunHost? Host { get; init; }

    internal required ExecutionStatus Status { get; init; }

    /// <summary>The sandbox had no worker, and said so: nothing ran. Told apart from whatever else is overloaded, since then something may have.</summary>
    internal RequestException? NoWorker { get; init; }

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
