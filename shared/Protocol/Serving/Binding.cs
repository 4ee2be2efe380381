using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>An operation with the handler that serves it.</summary>
internal abstract class Binding(Operation operation)
{
    internal Operation Operation { get; } = operation;

    internal OperationMetrics Metrics { get; } = new(operation);

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
