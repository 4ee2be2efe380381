using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>An operation that is known, and that nothing serves yet.</summary>
internal sealed class AbsentBinding(Operation operation) : Binding(operation)
{
    internal override void Accept(ServerSession session, in RequestFrame request, in CallContext context) =>
        Fail(
            session,
            request.IdToken,
            new RequestException(ErrorCode.NotReady, "The enclave waits for its operators' shares; system.getStatus says how many are missing."),
            OperationMetrics.Now);
}
