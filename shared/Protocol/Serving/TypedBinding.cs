using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>Serves an operation with its payloads read and written as its types.</summary>
internal sealed class TypedBinding<TRequest, TResponse>(
    Operation<TRequest, TResponse> operation, QueuedHandler<TRequest, TResponse> handler) : QueuedBinding<TResponse>(operation)
{
    internal override BytesHandler Bytes => async (request, context) =>
        WrittenResponse.Of(await handler(Payload.Read(request.Payload.Span, operation.Request), context), operation.Response);

    private protected override ValueTask<TResponse> Start(QueuedCall call) =>
        handler(Payload.Read(call.Payload, operation.Request), call.Context);

    private protected override void Write(QueuedCall call, TResponse result) =>
        call.Answer(result, operation.Response);
}
