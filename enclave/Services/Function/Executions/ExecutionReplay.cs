using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Executions.Running;
using NeoServiceLayer.Enclave.Function.Executions.Storage;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Executions;

/// <summary>Serves <c>function.replayExecution</c>. It takes a turn of the account like any execution; it changes nothing, and costs nothing.</summary>
internal sealed class ExecutionReplay(Executions executions)
{
    internal async ValueTask<PreparedReplay> RunAsync(ReplayExecutionRequest request, Preparation preparation)
    {
        Recorded recorded = await preparation.ReadAsync(state => ReadAsync(state, preparation.Caller.AccountId, request.ExecutionId));
        using Turns.Place place = executions.TakePlace(preparation.Caller.AccountId);
        await place.EnterAsync(CancellationToken.None);
        (EndedRun run, bool callsDiffer) = await executions.Runner.ReplayAsync(
            recorded.Run, recorded.Parameters, recorded.Record, CancellationToken.None);
        return new PreparedReplay(recorded.Document, run, Difference(recorded, run, callsDiffer));
    }

    internal async ValueTask<ReplayExecutionResponse> AnswerAsync(ReplayExecutionRequest request, PreparedReplay replayed, Call call)
    {
        await executions.Documents.RequireAsync(call.State, call.Caller.AccountId, request.ExecutionId);
        call.Target = request.ExecutionId;
        return new ReplayExecutionResponse
        {
            ExecutionId = replayed.Document.ExecutionId,
            Match = replayed.Difference is null,
            Difference = replayed.Difference,
            SourceHash = replayed.Document.SourceHash,
            InputHash = replayed.Document.InputHash,
            OutputHash = replayed.Run.OutputHash!,
            Statements = replayed.Run.Meter.Statements,
        };
    }

    private async ValueTask<Recorded> ReadAsync(ITransaction state, string accountId, string executionId)
    {
        ExecutionDocuments documents = executions.Documents;
        ExecutionDocument document = await documents.RequireAsync(state, accountId, executionId);
        if (document.RunHash is null || await documents.Parts.ReadAsync(state, executionId, ExecutionParts.Record) is not { } record)
        {
            throw new RequestException(ErrorCode.Conflict, "Only an execution that ran to its end, and whose record is kept, can be replayed.");
        }

        FunctionDocument function = await executions.Functions.RequireAsync(state, accountId, document.FunctionId);
        FunctionVersionDocument version = await executions.Functions.RequireVersionAsync(state, function, document.Version);
        byte[]? log = await documents.Parts.ReadAsync(state, executionId, ExecutionParts.Log);
        return new Recorded(
            document,
            new FunctionRun(executionId, document.EffectKey, function, version),
            await documents.Parts.ReadAsync(state, executionId, ExecutionParts.Parameters) ?? [],
            JsonSerializer.Deserialize(record, ExecutionDocumentJson.Default.ExecutionRecord)!,
            log is null ? [] : JsonSerializer.Deserialize(log, ExecutionDocumentJson.Default.ExecutionLog)!.Lines);
    }

    private static string? Difference(Recorded recorded, EndedRun run, bool callsDiffer)
    {
        bool succeeded = recorded.Document.Status == ExecutionStatus.Succeeded || recorded.Document.Error!.Code == ExecutionFailure.StorageConflict;
        return callsDiffer ? "hostCall"
            : run.OutputHash != recorded.Document.RunHash ? succeeded && run.Error is null ? "result" : "error"
            : !run.Logs.SequenceEqual(recorded.Logs) ? "logs"
            : run.Meter.Statements != recorded.Document.Statements ? "statements"
            : null;
    }
}

/// <summary>An execution with what was recorded of it.</summary>
internal sealed record Recorded(
    ExecutionDocument Document, FunctionRun Run, ReadOnlyMemory<byte> Parameters, ExecutionRecord Record, IReadOnlyList<ExecutionLogLine> Logs);

/// <summary>A replay that was run.</summary>
internal sealed class PreparedReplay(ExecutionDocument document, EndedRun run, string? difference) : IDisposable
{
    internal ExecutionDocument Document => document;

    internal EndedRun Run => run;

    internal string? Difference => difference;

    public void Dispose()
    {
    }
}
