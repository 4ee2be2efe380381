using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>An operation that is known, and that nothing serves yet.</summary>
internal sealed class AbsentBinding(Operation operation) : Binding(operation)
{
    private const string Waiting = "The enclave waits for its operators' shares; system.getStatus says how many are missing.";

    internal override void Accept(ServerSession session, in RequestFrame request, in CallContext context)
    {
        session.Refuse(request.IdToken, ErrorCode.NotReady, Waiting);
        Metrics.Failed(ErrorCode.NotReady, OperationMetrics.Now);
    }

    /// <summary>A sealed request, which is not even opened.</summary>
    internal override void Run(QueuedCall call) => Fail(call, new RequestException(ErrorCode.NotReady, Waiting));
}
