using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>Serves one stamped operation with long work before its transaction.</summary>
internal sealed class PreparedOperation<TRequest, TPrepared, TResponse>(
    StampedCalls calls,
    Operation<TRequest, TResponse> operation,
    Func<TRequest, Preparation, ValueTask<TPrepared>> prepare,
    Func<TRequest, TPrepared, Call, ValueTask<TResponse>> handler)
    where TPrepared : IDisposable
{
    private readonly bool secret = operation.Confidential.HasFlag(Confidential.Response);

    internal async ValueTask<ResponseBytes> ServeAsync(RequestBytes request, CallContext context)
    {
        StampedRequest stamped = await calls.VerifyAsync(operation, request, context);
        TRequest payload = Payload.Read(request.Payload.Span, operation.Request);

        // A request that holds secrets clears them.
        using IDisposable? secrets = payload as IDisposable;
        (ResponseBytes answer, Preparation? preparation) = await calls.Account.BeginAsync(stamped);
        if (preparation is null)
        {
            return answer;
        }

        using TPrepared prepared = await calls.Account.PrepareAsync(stamped, () => prepare(payload, preparation));
        return await calls.Account.RunAsync(
            stamped, async call => ResponseBuffer.Of(await handler(payload, prepared, call), operation.Response, secret));
    }
}
