using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>An operation with the handler that serves it.</summary>
/// <param name="operation">The operation.</param>
/// <param name="metrics">Where its calls are counted; figures of its own if null.</param>
internal abstract class Binding(Operation operation, OperationMetrics? metrics = null)
{
    internal Operation Operation { get; } = operation;

    internal OperationMetrics Metrics { get; } = metrics ?? new(operation);

    /// <summary>The handler for requests as bytes; null for an operation whose answers have receipts, or none, by themselves.</summary>
    internal virtual BytesHandler? Bytes => null;

    /// <summary>Serves who asks for a receipt; null where nobody gets another answer for asking.</summary>
    internal Binding? Receipted { get; set; }

    /// <summary>Serves a request, or takes it over; called on the connection's thread.</summary>
    internal abstract void Accept(ServerSession session, in RequestFrame request, in CallContext context);

    /// <summary>Runs a call that was taken from the connection's thread to its end; it is given back when it is answered.</summary>
    internal abstract void Run(QueuedCall call);

    /// <summary>Hands a request to the pool, which runs it on a copy that the call owns.</summary>
    internal void Enqueue(ServerSession session, in RequestFrame request, in CallContext context)
    {
        if (session.TryEnqueue(this, request, context) is { } refusal)
        {
            session.Refuse(request.IdToken, refusal, "Too many requests are in flight; wait for answers, then send this one again.");
            Metrics.Failed(refusal, OperationMetrics.Now);
        }
    }

    /// <summary>Begins a call: opens it, if it is sealed.</summary>
    /// <exception cref="RequestException">It is too late, or does not open.</exception>
    private protected void Begin(QueuedCall call)
    {
        if (call.Context.DeadlinePassed)
        {
            throw new RequestException(ErrorCode.DeadlineExceeded, "The deadline passed before the operation began.");
        }

        call.Open(Operation);
    }

    /// <summary>What is answered to what a handler threw. A fault is reported, and told to nobody.</summary>
    private protected (ErrorCode Code, string Message) Explain(ServerSession session, Exception exception, long began)
    {
        ErrorCode code = ErrorCode.InternalError;
        string message = "The operation failed by a fault of the service; the request was not at fault.";
        if (exception is RequestException refused)
        {
            (code, message) = (refused.Code, refused.Message);
        }
        else
        {
            session.Settings.OnFault(Operation, exception);
        }

        Metrics.Failed(code, began);
        return (code, message);
    }

    /// <summary>Answers what a handler threw away from the connection's thread, and gives the call back.</summary>
    private protected void Fail(QueuedCall call, Exception exception)
    {
        call.Session.Retire(call);
        Refuse(call, exception);
        call.Session.Recycle(call);
    }

    /// <summary>Writes a call's result, and gives the call back.</summary>
    private protected void Complete<TResult>(QueuedCall call, TResult result, Action<QueuedCall, TResult> write)
    {
        call.Session.Retire(call);
        try
        {
            write(call, result);
            Metrics.Succeeded(call.Began);
        }
        catch (Exception exception) when (exception is not Wire.ConnectionLostException)
        {
            // A response that cannot be written is a fault like one of the handler.
            Refuse(call, exception);
        }

        call.Session.Recycle(call);
    }

    private void Refuse(QueuedCall call, Exception exception)
    {
        (ErrorCode code, string message) = Explain(call.Session, exception, call.Began);
        call.Refuse(code, message);
    }
}
