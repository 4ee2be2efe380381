using NeoServiceLayer.Enclave.Function.Executions.Storage;

namespace NeoServiceLayer.Enclave.Function.Executions.Running;

/// <summary>An execution that this life of the enclave has taken on and that is not over.</summary>
internal sealed class LiveExecution(ExecutionOrder order, string executionId, string inputHash) : IDisposable
{
    private readonly CancellationTokenSource cancelling = new();
    private readonly TaskCompletionSource<ExecutionDocument> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ExecutionOrder Order => order;

    internal string ExecutionId => executionId;

    internal string InputHash => inputHash;

    /// <summary>Where it waits and runs; there from its beginning.</summary>
    internal Turns.Place? Place { get; set; }

    /// <summary>Whether its turn has come.</summary>
    internal bool Runs { get; set; }

    /// <summary>Its outcome once that is on disk; or the refusal, where nothing was run.</summary>
    internal Task<ExecutionDocument> Ended => ended.Task;

    /// <summary>Somebody cancelled it, or the enclave goes down.</summary>
    internal CancellationToken Cancelled => cancelling.Token;

    internal void Cancel()
    {
        try
        {
            cancelling.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was over at that very moment.
        }
    }

    internal void End(ExecutionDocument document) => ended.TrySetResult(document);

    internal void Refuse(Exception refusal)
    {
        ended.TrySetException(refusal);
        _ = ended.Task.Exception; // whether somebody waits for it or not
    }

    public void Dispose()
    {
        Place?.Dispose();
        cancelling.Dispose();
    }
}
