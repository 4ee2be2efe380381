using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>Serves the operation that begins an account, stamped by the key that it brings.</summary>
internal sealed class RegisteringOperation<TRequest, TResponse>(
    StampedCalls calls,
    Operation<TRequest, TResponse> operation,
    Func<TRequest, StampKey> keyOf,
    Func<TRequest, Call, ValueTask<TResponse>> handler)
{
    private const string AccountPrefix = "acc_";

    internal async ValueTask<ResponseBytes> ServeAsync(RequestBytes request, CallContext context)
    {
        (StampedRequest stamped, TRequest payload) =
            await calls.VerifyNewAsync(operation, operation.Request, keyOf, RandomId.New(AccountPrefix), request, context);
        return await calls.Account.RegisterAsync(
            stamped, async call => ResponseBuffer.Of(await handler(payload, call), operation.Response, secret: false));
    }
}
