using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>Serves one stamped operation.</summary>
internal sealed class StampedOperation<TRequest, TResponse>(
    StampedCalls calls, Operation<TRequest, TResponse> operation, Func<TRequest, Call, ValueTask<TResponse>> handler)
{
    private readonly bool secret = operation.Confidential.HasFlag(Confidential.Response);

    internal async ValueTask<ResponseBytes> ServeAsync(RequestBytes request, CallContext context)
    {
        StampedRequest stamped = await calls.VerifyAsync(operation, request, context);
        TRequest payload = Payload.Read(request.Payload.Span, operation.Request);

        // A request that holds secrets clears them, and so does a response once it is written.
        using IDisposable? secrets = payload as IDisposable;
        return await calls.Account.RunAsync(stamped, async call =>
        {
            TResponse response = await handler(payload, call);
            using IDisposable? given = response as IDisposable;
            return ResponseBuffer.Of(response, operation.Response, secret);
        });
    }
}
