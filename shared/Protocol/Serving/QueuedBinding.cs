using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>Serves away from the connection's thread, on a copy of the payload that the call owns.</summary>
internal abstract class QueuedBinding(Operation operation) : Binding(operation)
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
internal sealed class QueuedBinding<TRequest, TResponse>(
    Operation<TRequest, TResponse> operation, QueuedHandler<TRequest, TResponse> handler) : QueuedBinding(operation)
{
    internal override void Run(QueuedCall call)
    {
        ValueTask<TResponse> running;
        try
        {
            if (call.Context.DeadlinePassed)
            {
                throw new RequestException(ErrorCode.DeadlineExceeded, "The deadline passed before the operation began.");
            }

            running = handler(Payload.Read(call.Payload, operation.Request), call.Context);
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

    private void Finish(QueuedCall call, Task<TResponse> running) => running.ContinueWith(
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

    private void Complete(QueuedCall call, TResponse response)
    {
        call.Session.Retire(call);
        try
        {
            call.Session.Answer(call.IdToken, response, operation.Response);
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
