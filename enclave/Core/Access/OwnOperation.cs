using System.Text.Json;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>Serves one stamped operation to the enclave itself: what a request goes through, without a stamp before it and a receipt behind it.</summary>
internal sealed class OwnOperation<TRequest, TResponse>(AccountCalls calls, Operation<TRequest, TResponse> operation)
{
    internal Func<TRequest, OwnCall, ValueTask<TResponse>> Serve(Func<TRequest, Call, ValueTask<TResponse>> handler) =>
        (request, own) => RunAsync(Request(request, own), call => handler(request, call));

    internal Func<TRequest, OwnCall, ValueTask<TResponse>> Serve<TPrepared>(
        Func<TRequest, Preparation, ValueTask<TPrepared>> prepare, Func<TRequest, TPrepared, Call, ValueTask<TResponse>> handler)
        where TPrepared : IDisposable => async (request, own) =>
        {
            StampedRequest stamped = Request(request, own);
            (byte[]? remembered, Preparation? preparation) = await calls.BeginOwnAsync(stamped);
            if (preparation is null)
            {
                return Read(remembered!);
            }

            using TPrepared prepared = await calls.PrepareAsync(stamped, () => prepare(request, preparation));
            return await RunAsync(stamped, call => handler(request, prepared, call));
        };

    private async ValueTask<TResponse> RunAsync(StampedRequest request, Func<Call, ValueTask<TResponse>> handler)
    {
        TResponse? response = default;
        byte[]? remembered = await calls.RunOwnAsync(request, async call =>
        {
            response = await handler(call);
            return ResponseBuffer.Of(response, operation.Response, secret: false);
        });
        return remembered is null ? response! : Read(remembered);
    }

    private StampedRequest Request(TRequest request, OwnCall own)
    {
        using ResponseBuffer payload = ResponseBuffer.Of(request, operation.Request, secret: false);
        return new StampedRequest(operation, own.AccountId, own.Actor, own.RequestId, payload.Written, IsSealed: false, default) { Own = own };
    }

    private TResponse Read(byte[] remembered) =>
        JsonSerializer.Deserialize(remembered, operation.Response) ?? throw new InvalidOperationException("A remembered response is null.");
}
