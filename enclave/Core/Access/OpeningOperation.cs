using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>Serves the operation that opens a session: stamped by the session's key, for the account of the key that opens it.</summary>
internal sealed class OpeningOperation<TRequest, TPrepared, TResponse>(
    StampedCalls calls,
    Operation<TRequest, TResponse> operation,
    Func<TRequest, StampKey> keyOf,
    Func<TRequest, string> openerOf,
    Func<TRequest, TPrepared> prepare,
    Func<TRequest, TPrepared, Call, ValueTask<TResponse>> handler)
{
    internal async ValueTask<ResponseBytes> ServeAsync(RequestBytes request, CallContext context)
    {
        (StampedRequest stamped, TRequest payload) = await calls.VerifyNewAsync(operation, operation.Request, keyOf, accountId: "", request, context);
        TPrepared prepared = prepare(payload);
        string accountId = await calls.AccountOfAsync(openerOf(payload));
        return await calls.Account.OpenAsync(
            stamped with { AccountId = accountId },
            async call => ResponseBuffer.Of(await handler(payload, prepared, call), operation.Response, secret: false));
    }
}
