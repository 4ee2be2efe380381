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

    /// <summary>Answers what a handler threw.</summary>
    private protected void Fail(ServerSession session, ReadOnlySpan<byte> idToken, Exception exception, long began)
    {
        if (exception is RequestException refused)
        {
            session.Refuse(idToken, refused.Code, refused.Message);
            Metrics.Failed(refused.Code, began);
            return;
        }

        session.Settings.OnFault(Operation, exception);
        session.Refuse(idToken, ErrorCode.InternalError, "The operation failed by a fault of the service; the request was not at fault.");
        Metrics.Failed(ErrorCode.InternalError, began);
    }
}
