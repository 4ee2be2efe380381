using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Sandbox.Supervisor;

/// <summary>A job, and who waits for what becomes of it.</summary>
internal sealed class PendingJob(SandboxJob job, ISandboxHost host, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<SandboxOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal SandboxJob Job => job;

    internal ISandboxHost Host => host;

    internal CancellationToken Token => cancellationToken;

    internal Task<SandboxOutcome> Outcome => outcome.Task;

    internal void Succeed(SandboxOutcome result) => outcome.TrySetResult(result);

    internal void Cancel() => outcome.TrySetCanceled(cancellationToken.IsCancellationRequested ? cancellationToken : new CancellationToken(canceled: true));

    /// <summary>The host failed, of which nobody but its owner can make anything.</summary>
    internal void Fail(AggregateException fault) => outcome.TrySetException(fault.InnerExceptions);

    internal void Refuse(ErrorCode code, string message) => outcome.TrySetException(new RequestException(code, message));
}
