using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Sealing;
using NeoServiceLayer.Wire.Framing;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>What every session of a server shares.</summary>
public sealed record SessionSettings
{
    /// <summary>The longest body of a frame, in bytes: 1 to <see cref="Frame.MaxBodyLength"/>.</summary>
    public int BodyLimit { get; init; } = Frame.DefaultBodyLimit;

    /// <summary>How many requests of one connection may be in flight away from its thread.</summary>
    public int MaxInFlight { get; init; } = 256;

    /// <summary>A connection's next request is not taken while more bytes than this wait to be sent on it.</summary>
    public long MaxPendingOutput { get; init; } = 1 << 20;

    /// <summary>How long requests in flight are waited for when the peer has finished sending.</summary>
    public TimeSpan FinishTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether memory that held payloads is cleared before others may use it: on in the enclave.</summary>
    public bool ClearBuffers { get; init; }

    /// <summary>Told of each fault in a handler. It writes no message to a caller.</summary>
    public Action<Operation, Exception> OnFault { get; init; } = static (_, _) => { };

    /// <summary>Says why an operation is not served now, given whether its request is sealed; null if it is.</summary>
    public Func<Operation, bool, ErrorCode?> Refuses { get; init; } = static (_, _) => null;

    /// <summary>Opens sealed requests; null where none are taken.</summary>
    public ISealedRequests? Sealing { get; init; }

    /// <summary>Decides about <c>system.attach</c>; null where nothing can be attached. A refusal has a code and a sentence.</summary>
    public Func<AttachRole, (ErrorCode Code, string Message)?>? Attaching { get; init; }
}
