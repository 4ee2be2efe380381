namespace NeoServiceLayer.Wire;

/// <summary>Why a connection is dead. The first reason wins and is kept.</summary>
public enum ConnectionEnd
{
    /// <summary>Not dead.</summary>
    None,

    /// <summary>The peer closed it between frames.</summary>
    ClosedByPeer,

    /// <summary>The peer closed it, or it broke, inside a frame.</summary>
    CutInsideFrame,

    /// <summary>The operating system reported an error on the stream.</summary>
    Broken,

    /// <summary>The peer announced a frame of no bytes or of more than the limit.</summary>
    BrokenFrame,

    /// <summary>The peer began a frame and did not finish it in time.</summary>
    FrameTimedOut,

    /// <summary>The peer sent nothing for too long.</summary>
    IdleTimedOut,

    /// <summary>The peer did not take what was sent to it in time.</summary>
    SendTimedOut,

    /// <summary>The receive buffers of all connections together are at their limit.</summary>
    OutOfBuffers,

    /// <summary>What the peer sent is not this protocol.</summary>
    ProtocolViolation,

    /// <summary>The peer stopped answering heartbeats.</summary>
    Unresponsive,

    /// <summary>This side closed it.</summary>
    ClosedHere,
}

/// <summary>The connection is dead: the second of the two families of failure (the first: this message is bad, the connection lives).</summary>
public sealed class ConnectionLostException : IOException
{
    /// <summary>Creates one without a reason.</summary>
    public ConnectionLostException()
        : this(ConnectionEnd.Broken)
    {
    }

    /// <summary>Creates one with a message of its own.</summary>
    public ConnectionLostException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with a message and a cause.</summary>
    public ConnectionLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates one for a reason.</summary>
    public ConnectionLostException(ConnectionEnd end)
        : base($"The connection ended: {end}.") => End = end;

    /// <summary>Why it is dead.</summary>
    public ConnectionEnd End { get; } = ConnectionEnd.Broken;
}
