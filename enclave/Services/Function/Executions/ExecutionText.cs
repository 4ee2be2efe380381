using System.Globalization;
using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Executions.Storage;

namespace NeoServiceLayer.Enclave.Function.Executions;

/// <summary>Executions as responses show them.</summary>
internal static class ExecutionText
{
    /// <summary>All of an execution.</summary>
    /// <param name="documents">What is stored.</param>
    /// <param name="state">The transaction.</param>
    /// <param name="document">The execution.</param>
    /// <param name="runs">Of one that is not over: whether it runs; null: the enclave that ran it has ended.</param>
    internal static async ValueTask<ExecutionDescription> DescribeAsync(
        ExecutionDocuments documents, ITransaction state, ExecutionDocument document, bool? runs)
    {
        byte[]? result = document.Status == ExecutionStatus.Succeeded
            ? await documents.Parts.ReadAsync(state, document.ExecutionId, ExecutionParts.Result)
            : null;
        byte[]? log = document.IsOver ? await documents.Parts.ReadAsync(state, document.ExecutionId, ExecutionParts.Log) : null;
        return Describe(
            document,
            runs,
            result is null ? null : JsonElement.Parse(result),
            log is null ? null : JsonSerializer.Deserialize(log, ExecutionDocumentJson.Default.ExecutionLog)!.Lines);
    }

    /// <summary>An execution without result and log.</summary>
    internal static ExecutionDescription Describe(
        ExecutionDocument document, bool? runs, JsonElement? result = null, IReadOnlyList<ExecutionLogLine>? logs = null) => new()
        {
            ExecutionId = document.ExecutionId,
            FunctionId = document.FunctionId,
            Version = document.Version,
            SourceHash = document.SourceHash,
            InputHash = document.InputHash,
            Cause = document.Cause,
            TriggerId = document.TriggerId,
            Status = StatusOf(document, runs),
            Result = result,
            Error = document.Error,
            Logs = logs,
            Statements = document.Statements,
            HostCalls = document.HostCalls,
            DurationMs = document.DurationMs,
            OutputHash = document.OutputHash,
            Fee = document.Fee?.ToString(CultureInfo.InvariantCulture),
            CreatedAt = document.CreatedAt,
            EndedAt = document.EndedAt,
        };

    private static ExecutionStatus StatusOf(ExecutionDocument document, bool? runs) =>
        document.IsOver ? document.Status
        : runs is null ? ExecutionStatus.Interrupted
        : runs.Value ? ExecutionStatus.Running
        : ExecutionStatus.Queued;
}
