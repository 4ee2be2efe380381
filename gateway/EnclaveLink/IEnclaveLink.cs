using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Gateway.EnclaveLink;

/// <summary>How the gateway's other rooms reach the enclave.</summary>
internal interface IEnclaveLink
{
    /// <summary>Whether a connection stands and answers.</summary>
    bool IsUp { get; }

    /// <summary>Whether this gateway is the enclave's host.</summary>
    bool IsHostAttached { get; }

    /// <summary>How many requests wait for their answers.</summary>
    int InFlight { get; }

    /// <summary>
    /// Sends a request. Null: it is on its way, and the call is told how it ends. Otherwise nothing was sent:
    /// enclaveUnreachable, overloaded, tooLarge, or duplicateRequestId (one of that id is on its way: wait for it).
    /// </summary>
    ErrorCode? TryStart(PendingCall call);
}
