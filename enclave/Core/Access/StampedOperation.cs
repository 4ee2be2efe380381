using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>Serves one stamped operation.</summary>
internal sealed class StampedOperation<TRequest, TResponse>(
    StampedCalls calls, Operation<TRequest, TResponse> operation, Func<TRequest, Call, ValueTask<TResponse>> handler)
{
    internal ValueTask<ResponseBytes> ServeAsync(RequestBytes request, CallContext context) =>
        throw new RequestException(ErrorCode.NotReady, $"{operation} waits for {calls} and {handler}.");
}
