using NeoServiceLayer.Protocol.Errors;
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
    internal ValueTask<ResponseBytes> ServeAsync(RequestBytes request, CallContext context) =>
        throw new RequestException(ErrorCode.NotReady, $"{operation} waits for {calls}, {prepare} and {handler}.");
}
