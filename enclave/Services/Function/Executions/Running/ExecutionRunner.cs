using System.Security.Cryptography;
using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Function.Executions.Recording;
using NeoServiceLayer.Enclave.Function.Executions.Storage;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Executions.Running;

/// <summary>Has the sandbox run a version, and makes of what that gives what is written.</summary>
internal sealed class ExecutionRunner(ISandbox sandbox, IRunHosts hosts, TimeProvider clock)
{
    private const int SeedBytes = 32;

    /// <summary>Runs an execution for the first time.</summary>
    internal async ValueTask<EndedRun> RunAsync(FunctionRun run, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        IRunHost host = hosts.Open(run);
        RecordingHost recording = new(host, clock);
        ExecutionRecord record = new()
        {
            Seed = RandomNumberGenerator.GetBytes(SeedBytes),
            StartedAt = WholeTime.Of(clock.GetUtcNow()).UtcDateTime,
            Features = host.Features,
            Calls = [],
        };
        long began = clock.GetTimestamp();
        try
        {
            SandboxOutcome outcome = await sandbox.RunAsync(JobOf(run.Version, parameters, record), recording, cancellationToken);
            return Ended(run, host, recording, Read(host, run.Version, outcome), record);
        }
        catch (RequestException refusal) when (refusal.Code == ErrorCode.Overloaded && recording.Calls == 0)
        {
            return new EndedRun { Host = null, Status = ExecutionStatus.Failed, NoWorker = refusal };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Cancelled(run, recording, clock.GetElapsedTime(began));
        }
    }

    /// <summary>Runs it again over its record.</summary>
    internal async ValueTask<(EndedRun Run, bool CallsDiffer)> ReplayAsync(
        FunctionRun run, ReadOnlyMemory<byte> parameters, ExecutionRecord record, CancellationToken cancellationToken)
    {
        IRunHost host = hosts.Open(run);
        ReplayHost replay = new(record, host);
        SandboxOutcome outcome = await sandbox.RunAsync(JobOf(run.Version, parameters, record), replay, cancellationToken);
        return (Read(host, run.Version, outcome), replay.Diverged);
    }

    private static SandboxJob JobOf(FunctionVersionDocument version, ReadOnlyMemory<byte> parameters, ExecutionRecord record) => new()
    {
        SourceCode = version.SourceCode,
        Handler = version.Handler,
        Parameters = parameters,
        Environment = version.Environment,
        Features = record.Features,
        Seed = record.Seed,
        Time = new DateTimeOffset(record.StartedAt, TimeSpan.Zero),
        TimeoutMs = version.TimeoutMs,
        MemoryMiB = version.MemoryMiB,
        Statements = version.Statements,
    };

    /// <summary>What a worker says is bounded by what it may have done.</summary>
    private static EndedRun Read(IRunHost host, FunctionVersionDocument version, SandboxOutcome outcome)
    {
        ExecutionError? error = outcome.Error is { } thrown ? OutputForm.Redact(host, thrown) : null;
        ReadOnlyMemory<byte> result = error is null ? OutputForm.Redact(host, outcome.Result) : default;
        string hash;
        try
        {
            hash = error is null ? OutputForm.HashOf(result) : OutputForm.HashOf(error);
        }
        catch (FormatException)
        {
            error = new ExecutionError { Code = ExecutionFailure.InvalidResult, Message = "The result holds a number beyond the range of doubles." };
            (result, hash) = (default, OutputForm.HashOf(error));
        }

        IReadOnlyList<ExecutionLogLine> logs = OutputForm.Redact(host, outcome.Logs);
        host.Forget();
        return new EndedRun
        {
            Host = host,
            Status = error is null ? ExecutionStatus.Succeeded : ExecutionStatus.Failed,
            Error = error,
            Result = result,
            Logs = logs,
            OutputHash = hash,
            Meter = new Meter(Math.Clamp(outcome.Statements, 0, version.Statements), 0, result.Length),
            Duration = outcome.Duration,
        };
    }

    private static EndedRun Ended(FunctionRun run, IRunHost host, RecordingHost recording, EndedRun read, ExecutionRecord record)
    {
        byte[] log = JsonSerializer.SerializeToUtf8Bytes(new ExecutionLog { Lines = read.Logs }, ExecutionDocumentJson.Default.ExecutionLog);
        byte[] calls = JsonSerializer.SerializeToUtf8Bytes(record with { Calls = recording.Record() }, ExecutionDocumentJson.Default.ExecutionRecord);
        return read with
        {
            Host = host,
            Meter = read.Meter with
            {
                HostCalls = recording.Calls,
                Bytes = Math.Min(read.Result.Length, FunctionLimits.MaxJsonBytes) + recording.Bytes,
            },
            Parts =
            [
                .. ExecutionParts.Cut(run.ExecutionId, ExecutionParts.Result, read.Result),
                .. read.Logs.Count == 0 ? [] : ExecutionParts.Cut(run.ExecutionId, ExecutionParts.Log, log),
                .. ExecutionParts.Cut(run.ExecutionId, ExecutionParts.Record, calls),
            ],
        };
    }

    /// <summary>How many statements it ran nobody knows who is to be believed: as many as it may have run.</summary>
    private static EndedRun Cancelled(FunctionRun run, RecordingHost recording, TimeSpan duration) => new()
    {
        Host = null,
        Status = ExecutionStatus.Cancelled,
        Meter = new Meter(run.Version.Statements, recording.Calls, recording.Bytes),
        Duration = duration,
    };
}
