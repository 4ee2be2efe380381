using System.Text;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Receipts;

/// <summary>Receipts for answers of public operations, for who asks: with the newest committed state, and nobody's key.</summary>
/// <param name="receipts">Signs them.</param>
/// <param name="newest">The newest committed state; null while none is served.</param>
internal sealed class PublicReceipts(ReceiptSigner receipts, Func<CommitPoint?> newest)
{
    /// <summary>What asks for a receipt before there is a deployment.</summary>
    internal static BytesHandler Refuse(Operation operation, BytesHandler handler) => static (_, _) => throw NotReady();

    /// <summary>Puts receipts to the answers of a handler.</summary>
    internal BytesHandler Wrap(Operation operation, BytesHandler handler) => async (request, context) =>
    {
        ResponseBytes response = await handler(request, context);
        return response with { Receipt = Sign(operation, request, response) };
    };

    private static RequestException NotReady() =>
        new(ErrorCode.NotReady, "A receipt names the enclave's state, which is not open yet; try again, or do not ask for one.");

    private string Sign(Operation operation, in RequestBytes request, in ResponseBytes response)
    {
        CommitPoint point = newest() ?? throw NotReady();
        return receipts.Sign(
            new ReceiptSubject
            {
                RequestId = Encoding.UTF8.GetString(request.Id.Span),
                Operation = operation,
                Request = request.Payload.Span,
                Response = response.Payload.Span,
                IsSealed = request.IsSealed,
            },
            point);
    }
}
