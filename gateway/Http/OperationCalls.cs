using System.Runtime.CompilerServices;
using NeoServiceLayer.Gateway.EnclaveLink;
using NeoServiceLayer.Gateway.ServiceLayer;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>Takes a checked request to where its operation runs, and its answer into the HTTP response.</summary>
internal sealed class OperationCalls(IEnclaveLink enclave, int maxInFlight)
{
    /// <summary>What the enclave gets on top of the deadline to say itself that it has passed.</summary>
    private const int AnswerGraceMs = 250;

    private static readonly TimeSpan IdFreeCheck = TimeSpan.FromMilliseconds(20);

    private readonly EnclaveCallPool pool = new();
    private int inFlight;

    /// <summary>Requests under way.</summary>
    internal int InFlight => Volatile.Read(ref inFlight);

    /// <summary>Null when the response is written, else why there is none.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<Refusal?> CallAsync(
        OperationRoute route, HttpResponse response, CallHeaders headers, ReadOnlyMemory<byte> payload, bool isSealed)
    {
        if (isSealed && route.Operation.Place == Place.Parent)
        {
            return new Refusal(ErrorCode.SealBroken, "The gateway answers this operation itself and can open nothing: send it as it is, in JSON.");
        }

        if (Interlocked.Increment(ref inFlight) > maxInFlight)
        {
            Interlocked.Decrement(ref inFlight);
            return new Refusal(ErrorCode.Overloaded, "The gateway has as much under way as it takes; try again.");
        }

        try
        {
            if (route.Operation.Place == Place.Parent)
            {
                return await AnswerAsync(route.Parent!, response, headers, payload);
            }

            EnclaveCall call = pool.Rent();
            call.Prepare(route, response, headers, payload, isSealed);
            call.ExpiresAt = Environment.TickCount64 + headers.DeadlineMs + AnswerGraceMs;
            ErrorCode? notSent = enclave.TryStart(call);
            if (notSent == ErrorCode.DuplicateRequestId)
            {
                notSent = await StartInTurnAsync(call);
            }

            Refusal? refusal;
            if (notSent is null)
            {
                refusal = await call.Completion;
                if (refusal is null)
                {
                    await call.Sending;
                }

                pool.Return(call);
            }
            else
            {
                // Not pooled: a connection that died at this moment might still tell it so.
                refusal = new Refusal(notSent, Explain(notSent));
            }

            return refusal is { } why && route.Parent is not null && !isSealed && IsUnreachable(why.Code)
                ? await AnswerAsync(route.Parent, response, headers, payload)
                : refusal;
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private static bool IsUnreachable(ErrorCode code) =>
        code == ErrorCode.EnclaveUnreachable || code == ErrorCode.OutcomeUnknown;

    private static async ValueTask<Refusal?> AnswerAsync(
        ParentAnswer parent, HttpResponse response, CallHeaders headers, ReadOnlyMemory<byte> payload)
    {
        try
        {
            await SuccessResponse.Write(response, headers.RequestId, parent(payload.Span), receipt: default);
            return null;
        }
        catch (RequestException refused)
        {
            return new Refusal(refused.Code, refused.Message);
        }
    }

    /// <summary>
    /// The same requestId is under way on a connection: this one's turn comes when that one is answered.
    /// </summary>
    private async Task<ErrorCode?> StartInTurnAsync(EnclaveCall call)
    {
        ErrorCode? notSent = ErrorCode.DuplicateRequestId;
        while (notSent == ErrorCode.DuplicateRequestId && Environment.TickCount64 < call.ExpiresAt)
        {
            await Task.Delay(IdFreeCheck);
            notSent = enclave.TryStart(call);
        }

        return notSent;
    }

    private static string Explain(ErrorCode notSent) => notSent switch
    {
        _ when notSent == ErrorCode.EnclaveUnreachable =>
            "The enclave cannot be reached. The request was not sent and has not run; try again.",
        _ when notSent == ErrorCode.Overloaded =>
            "The enclave has as much under way as it takes. The request was not sent; try again.",
        _ when notSent == ErrorCode.DuplicateRequestId => "A request with this Idempotency-Key is still under way.",
        _ => "The request with its envelope is longer than a frame may be.",
    };
}
