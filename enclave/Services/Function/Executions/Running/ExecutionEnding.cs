using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Billing;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Executions.Storage;

namespace NeoServiceLayer.Enclave.Function.Executions.Running;

/// <summary>Writes how executions ended: the outcome, what was stored, and what is charged, in one commit.</summary>
internal sealed class ExecutionEnding(ExecutionDocuments documents, IUsagePayer payer, ExecutionPrices prices, IStateStore store)
{
    /// <summary>What a commit has room for of parts, beside all else; what is more is written before, in commits of its own.</summary>
    internal const int RoomForParts = 64 << 10;

    private static readonly ExecutionError Conflict = new()
    {
        Code = ExecutionFailure.StorageConflict,
        Message = "A value that this execution read was changed by another before it was over; what it stored is not kept. Run it again.",
    };

    /// <summary>Writes what is too long for the commit of the outcome.</summary>
    /// <returns>The run with what is left to write.</returns>
    internal async ValueTask<EndedRun> WritePartsAsync(string accountId, EndedRun run)
    {
        if (run.Parts.Sum(part => part.Content.Length) <= RoomForParts)
        {
            return run;
        }

        foreach (ExecutionPart part in run.Parts)
        {
            await store.RunAsync(accountId, state =>
            {
                documents.Parts.Put(state, part);
                return new ValueTask<bool>(true);
            });
        }

        return run with { Parts = [] };
    }

    /// <summary>Writes the outcome; where one stands there already, that one stays.</summary>
    /// <param name="state">The transaction.</param>
    /// <param name="executionId">Which.</param>
    /// <param name="run">The outcome.</param>
    /// <param name="answered">Whether the response is remembered in the same commit.</param>
    /// <param name="time">The time.</param>
    /// <returns>The document as it is then; null: its function was deleted meanwhile.</returns>
    internal async ValueTask<ExecutionDocument?> WriteAsync(ITransaction state, string executionId, EndedRun run, bool answered, DateTimeOffset time)
    {
        if (await documents.FindAsync(state, executionId) is not { } document || document.IsOver)
        {
            return await documents.FindAsync(state, executionId);
        }

        bool stored = run.Status != ExecutionStatus.Succeeded || await run.Host!.CommitAsync(state.Uncounted());
        ExecutionError? error = stored ? run.Error : Conflict;
        long fee = document.Hold is null ? 0 : prices.Of(run.Meter);
        ExecutionDocument ended = document with
        {
            Status = stored ? run.Status : ExecutionStatus.Failed,
            Error = error,
            Statements = run.Meter.Statements,
            HostCalls = run.Meter.HostCalls,
            DurationMs = (int)Math.Min(run.Duration.TotalMilliseconds, int.MaxValue),
            OutputHash = stored ? run.OutputHash : OutputForm.HashOf(Conflict),
            RunHash = run.OutputHash,
            Answered = document.Answered || answered,
        };
        foreach (ExecutionPart part in run.Parts)
        {
            documents.Parts.Put(state, part);
        }

        return await CloseAsync(state, ended, fee, time);
    }

    /// <summary>The enclave ended while it ran: it costs nothing.</summary>
    internal ValueTask<ExecutionDocument> InterruptAsync(ITransaction state, ExecutionDocument document, DateTimeOffset time) =>
        CloseAsync(state, document with { Status = ExecutionStatus.Interrupted }, fee: 0, time);

    /// <summary>The response is remembered now.</summary>
    internal ExecutionDocument Answer(ITransaction state, ExecutionDocument document)
    {
        ExecutionDocument answered = document with { Answered = true };
        if (!document.Answered)
        {
            documents.Put(state, answered);
        }

        return answered;
    }

    private async ValueTask<ExecutionDocument> CloseAsync(ITransaction state, ExecutionDocument document, long fee, DateTimeOffset time)
    {
        if (document.Hold is { } hold)
        {
            await payer.ChargeAsync(state.Uncounted(), hold, fee, time);
        }

        ExecutionDocument closed = document with { Hold = null, Fee = fee, EndedAt = WholeTime.Of(time).UtcDateTime };
        documents.Put(state, closed);
        await documents.Index.EndAsync(state, closed);
        return closed;
    }
}
