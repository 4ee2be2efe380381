using NeoServiceLayer.Enclave.Core.Receipts;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>The answers to stamped requests, each with its receipt: made when what it tells of is on disk, on the call's own thread.</summary>
internal sealed class SignedAnswers(ReceiptSigner receipts)
{
    /// <summary>The answer that is remembered, or else the one that the attempt left.</summary>
    /// <param name="request">What is answered.</param>
    /// <param name="accountId">The account that the key belongs to; for who begins one twice, the first.</param>
    /// <param name="remembered">The remembered payload; null if there is none.</param>
    /// <param name="attempt">Gives its response up.</param>
    /// <param name="point">Where the transaction was committed.</param>
    internal ResponseBytes Of(StampedRequest request, string accountId, byte[]? remembered, CallAttempt attempt, CommitPoint point) =>
        remembered is null
            ? attempt.Give(Sign(request, accountId, attempt.Response.Span, point))
            : Of(request, accountId, remembered, point);

    /// <summary>A remembered answer, signed anew: the state that it is part of has gone on.</summary>
    internal ResponseBytes Of(StampedRequest request, string accountId, byte[] remembered, CommitPoint point) =>
        new(remembered, Owner: null, Sign(request, accountId, remembered, point));

    private string Sign(StampedRequest request, string accountId, ReadOnlySpan<byte> response, CommitPoint point) => receipts.Sign(
        new ReceiptSubject
        {
            RequestId = request.RequestId,
            Operation = request.Operation,
            KeyId = request.KeyId,
            AccountId = accountId,
            Request = request.Payload.Span,
            Response = response,
            IsSealed = request.IsSealed,
        },
        point);
}
