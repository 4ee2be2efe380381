using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>Serves away from the connection's thread, on a copy of the request that the call owns.</summary>
/// <typeparam name="TResult">What the handler gives.</typeparam>
internal abstract class QueuedBinding<TResult>(Operation operation, OperationMetrics? metrics = null) : Binding(operation, metrics)
{
    private Action<QueuedCall, TResult> Writer => field ??= Write;

    internal override void Accept(ServerSession session, in RequestFrame request, in CallContext context) => Enqueue(session, request, context);

    internal override void Run(QueuedCall call)
    {
        ValueTask<TResult> running;
        try
        {
            Begin(call);
            running = Start(call);
        }
        catch (Exception exception) when (exception is not Wire.ConnectionLostException)
        {
            // As in InlineBinding: the boundary at which a fault becomes an answer.
            Fail(call, exception);
            return;
        }

        if (running.IsCompletedSuccessfully)
        {
            Complete(call, running.Result, Writer);
        }
        else
        {
            Finish(call, running.AsTask());
        }
    }

    /// <summary>Calls the handler.</summary>
    private protected abstract ValueTask<TResult> Start(QueuedCall call);

    /// <summary>Writes the answer.</summary>
    private protected abstract void Write(QueuedCall call, TResult result);

    private void Finish(QueuedCall call, Task<TResult> running) => running.ContinueWith(
        (ended, state) =>
        {
            if (ended.IsCompletedSuccessfully)
            {
                Complete((QueuedCall)state!, ended.Result, Writer);
            }
            else
            {
                Fail((QueuedCall)state!, ended.Exception?.InnerException ?? new TaskCanceledException(ended));
            }
        },
        call,
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
