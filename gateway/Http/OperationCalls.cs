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
    internal async ValueTask<Refusal?> CallAsync(OperationRoute route, HttpResponse response, CallHeaders headers, RequestBody body)
    {
        if (Interlocked.Increment(ref inFlight) > maxInFlight)
        {
            Interlocked.Decrement(ref inFlight);
            return new Refusal(ErrorCode.Overloaded, "The gateway has as much under way as it takes; try again.");
        }

        try
        {
            if (route.Operation.Place == Place.Parent)
            {
                return await AnswerAsync(route.Parent!, response, headers, body.Payload);
            }

            Refusal? refusal = await CallEnclaveAsync(route, response, headers, body.Payload);
            return refusal is { } why && route.Parent is not null && IsUnreachable(why.Code)
                ? await AnswerAsync(route.Parent, response, headers, body.Payload)
                : refusal;
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private static bool IsUnreachable(ErrorCode code) => code == ErrorCode.EnclaveUnreachable || code == ErrorCode.OutcomeUnknown;

    private static async ValueTask<Refusal?> AnswerAsync(
        ParentAnswer parent, HttpResponse response, CallHeaders headers, ReadOnlyMemory<byte> payload)
    {
        try
        {
            await SuccessResponse.Write(response, headers.RequestId, parent(payload.Span));
            return null;
        }
        catch (RequestException refused)
        {
            return new Refusal(refused.Code, refused.Message);
        }
    }

    private async ValueTask<Refusal?> CallEnclaveAsync(
        OperationRoute route, HttpResponse response, CallHeaders headers, ReadOnlyMemory<byte> payload)
    {
        EnclaveCall call = pool.Rent();
        call.Prepare(route, response, headers, payload);
        call.ExpiresAt = Environment.TickCount64 + headers.DeadlineMs + AnswerGraceMs;
        ErrorCode? notSent;
        while ((notSent = enclave.TryStart(call)) == ErrorCode.DuplicateRequestId && Environment.TickCount64 < call.ExpiresAt)
        {
            // The same requestId is under way on every connection: this one's turn comes when that one is answered.
            await Task.Delay(IdFreeCheck);
        }

        if (notSent is not null)
        {
            // Not pooled: a connection that died at this moment might still tell it so.
            return new Refusal(notSent, Explain(notSent));
        }

        Refusal? refusal = await call.Completion;
        if (refusal is null)
        {
            await call.Sending;
        }

        pool.Return(call);
        return refusal;
    }

    private static string Explain(ErrorCode notSent) => notSent switch
    {
        _ when notSent == ErrorCode.EnclaveUnreachable => "The enclave cannot be reached. The request was not sent and has not run; try again.",
        _ when notSent == ErrorCode.Overloaded => "The enclave has as much under way as it takes. The request was not sent; try again.",
        _ when notSent == ErrorCode.DuplicateRequestId => "A request with this Idempotency-Key is still under way.",
        _ => "The request with its envelope is longer than a frame may be.",
    };
}
