using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>Serves away from the connection's thread, on a copy of the request that the call owns.</summary>
internal abstract class QueuedBinding(Operation operation, OperationMetrics? metrics = null) : Binding(operation, metrics)
{
    internal override void Accept(ServerSession session, in RequestFrame request, in CallContext context)
    {
        if (session.TryEnqueue(this, request, context) is { } refusal)
        {
            session.Refuse(request.IdToken, refusal, "Too many requests are in flight; wait for answers, then send this one again.");
            Metrics.Failed(refusal, OperationMetrics.Now);
        }
    }

    /// <summary>Runs a call to its end, on a thread of the pool; the call is given back when it is answered.</summary>
    internal abstract void Run(QueuedCall call);
}

/// <inheritdoc/>
/// <typeparam name="TResult">What the handler gives.</typeparam>
internal abstract class QueuedBinding<TResult>(Operation operation, OperationMetrics? metrics = null) : QueuedBinding(operation, metrics)
{
    internal override void Run(QueuedCall call)
    {
        ValueTask<TResult> running;
        try
        {
            if (call.Context.DeadlinePassed)
            {
                throw new RequestException(ErrorCode.DeadlineExceeded, "The deadline passed before the operation began.");
            }

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
            Complete(call, running.Result);
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
                Complete((QueuedCall)state!, ended.Result);
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

    private void Complete(QueuedCall call, TResult result)
    {
        call.Session.Retire(call);
        try
        {
            Write(call, result);
            Metrics.Succeeded(call.Began);
        }
        catch (Exception exception) when (exception is not Wire.ConnectionLostException)
        {
            // A response that cannot be written is a fault like one of the handler.
            Fail(call.Session, call.IdToken, exception, call.Began);
        }

        call.Session.Recycle(call);
    }

    private void Fail(QueuedCall call, Exception exception)
    {
        call.Session.Retire(call);
        Fail(call.Session, call.IdToken, exception, call.Began);
        call.Session.Recycle(call);
    }
}
