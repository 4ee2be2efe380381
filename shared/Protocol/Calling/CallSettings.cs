using NeoServiceLayer.Wire.Framing;

namespace NeoServiceLayer.Protocol.Calling;

/// <summary>Limits of the calling side of a connection.</summary>
public sealed record CallSettings
{
    /// <summary>The longest body of a frame, in bytes, either way.</summary>
    public int BodyLimit { get; init; } = Frame.DefaultBodyLimit;

    /// <summary>How many requests may wait for their responses on one connection: not more than the other side takes.</summary>
    public int MaxInFlight { get; init; } = 256;

    /// <summary>No request is sent while more bytes than this wait to go out.</summary>
    public long MaxPendingOutput { get; init; } = 8 << 20;

    /// <summary>
    /// Whether a request that is begun while others are under way may wait for its turn in the thread pool, so that many go
    /// out in one piece. Only where nobody blocks the pool's threads.
    /// </summary>
    public bool SendTogether { get; init; }

    /// <summary>Whether memory that held payloads is cleared before others may use it: on in the enclave.</summary>
    public bool ClearBuffers { get; init; }
}
