using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>
/// Serves on the connection's thread: the payload is read where it was received, and the response is written where it
/// will be sent from.
/// </summary>
internal sealed class InlineBinding<TRequest, TResponse>(
    Operation<TRequest, TResponse> operation, InlineHandler<TRequest, TResponse> handler) : Binding(operation)
{
    internal override BytesHandler Bytes => (request, context) =>
        ValueTask.FromResult(WrittenResponse.Of(handler(Payload.Read(request.Payload.Span, operation.Request), in context), operation.Response));

    internal override void Accept(ServerSession session, in RequestFrame request, in CallContext context)
    {
        long began = OperationMetrics.Now;
        try
        {
            TResponse response = handler(Payload.Read(request.Payload, operation.Request), in context);
            session.Answer(request.IdToken, response, operation.Response);
            Metrics.Succeeded(began);
        }
        catch (Exception exception) when (exception is not Wire.ConnectionLostException)
        {
            // The one boundary at which a fault in a handler becomes an answer: it is reported, and the connection lives.
            (ErrorCode code, string message) = Explain(session, exception, began);
            session.Refuse(request.IdToken, code, message);
        }
    }

    /// <summary>A sealed request: to open it takes too long for the connection's thread.</summary>
    internal override void Run(QueuedCall call)
    {
        TResponse response;
        try
        {
            Begin(call);
            response = handler(Payload.Read(call.Payload, operation.Request), call.Context);
        }
        catch (Exception exception) when (exception is not Wire.ConnectionLostException)
        {
            Fail(call, exception);
            return;
        }

        Complete(call, response, (answered, result) => answered.Answer(result, operation.Response));
    }
}
