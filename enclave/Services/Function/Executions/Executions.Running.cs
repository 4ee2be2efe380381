using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Executions.Running;
using NeoServiceLayer.Enclave.Function.Executions.Storage;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Executions;

/// <content>What runs away from the request that asked for it.</content>
internal sealed partial class Executions
{
    /// <summary>How often it is tried to write an outcome that the store does not take, before the execution counts as interrupted.</summary>
    private const int WriteAttempts = 60;

    /// <summary>How often a worker is asked for, for an execution that somebody was told of.</summary>
    private const int WorkerAttempts = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly ExecutionError NoWorker = new()
    {
        Code = ExecutionFailure.NotRun,
        Message = "No worker became free in time: nothing of it ran. Execute it again.",
    };

    /// <summary>Runs an execution whose intent is on disk and that a caller was told of, and writes how it ended.</summary>
    internal async Task ExecuteBegunAsync(LiveExecution live, FunctionRun run)
    {
        try
        {
            await WriteAsync(live, await RunPatientlyAsync(live, run));
        }
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            // Its document stays as it is: it counts as interrupted from now on.
            Refuse(live, refusal);
        }
    }

    /// <summary>Writes an outcome whose request was given up.</summary>
    internal async Task WriteAsync(LiveExecution live, EndedRun run)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                End(live, await store.RunAsync(
                    live.Order.AccountId, state => Ending.WriteAsync(state, live.ExecutionId, run, answered: false, clock.GetUtcNow())));
                return;
            }
            catch (RequestException refusal) when (refusal.Code.Retryable && attempt < WriteAttempts && !down.IsCancellationRequested)
            {
                await Task.Delay(Pause, clock, down).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception refusal)
            {
                Refuse(live, refusal);
                throw;
            }
        }
    }

    /// <summary>All of it for who waits for the end.</summary>
    private async Task ExecuteAsync(LiveExecution live)
    {
        try
        {
            (EndedRun? run, ExecutionDocument? document) = await BeginAndRunAsync(live);
            if (run is null)
            {
                End(live, document);
            }
            else
            {
                await WriteAsync(live, run);
            }
        }
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            // Whoever waits is told, if that was not done yet.
            Refuse(live, refusal);
        }
    }

    /// <summary>Waits for the turn, and runs.</summary>
    /// <exception cref="RequestException">overloaded: no worker is free; the intent is taken back.</exception>
    private async ValueTask<EndedRun> RunAsync(LiveExecution live, FunctionRun run)
    {
        EndedRun ended = await RunOnceAsync(live, run);
        if (ended.NoWorker is null)
        {
            return ended;
        }

        await store.RunAsync(live.Order.AccountId, async state =>
        {
            if (await Documents.FindAsync(state, live.ExecutionId) is { IsOver: false } document)
            {
                await History.RetractAsync(state, document, clock.GetUtcNow());
            }

            return true;
        });
        throw ended.NoWorker;
    }

    private async ValueTask<EndedRun> RunPatientlyAsync(LiveExecution live, FunctionRun run)
    {
        for (int attempt = 1; ; attempt++)
        {
            EndedRun ended = await RunOnceAsync(live, run);
            if (ended.NoWorker is null)
            {
                return ended;
            }

            if (attempt == WorkerAttempts)
            {
                return new EndedRun { Host = null, Status = ExecutionStatus.Failed, Error = NoWorker, OutputHash = OutputForm.HashOf(NoWorker) };
            }

            await Task.Delay(Pause, clock, down);
        }
    }

    private async ValueTask<EndedRun> RunOnceAsync(LiveExecution live, FunctionRun run)
    {
        try
        {
            if (!live.Runs)
            {
                await live.Place!.EnterAsync(live.Cancelled);
                live.Runs = true;
            }
        }
        catch (OperationCanceledException)
        {
            ThrowIfGoingDown();
            return new EndedRun { Host = null, Status = ExecutionStatus.Cancelled };
        }

        EndedRun ended = await Runner.RunAsync(run, live.Order.Parameters, live.Cancelled);
        if (ended.Status == ExecutionStatus.Cancelled)
        {
            ThrowIfGoingDown();
        }

        return await Ending.WritePartsAsync(live.Order.AccountId, ended);
    }

    /// <summary>Where the enclave goes down nothing is written: the next life of it says that it was interrupted.</summary>
    private void ThrowIfGoingDown()
    {
        if (down.IsCancellationRequested)
        {
            throw new RequestException(ErrorCode.OutcomeUnknown, "The enclave went down while it ran: the same request finds it interrupted.");
        }
    }
}
