namespace NeoServiceLayer.Wire.Transport;

/// <summary>Limits of one connection's bytes; the same for every connection of a process.</summary>
public sealed record TransportSettings
{
    /// <summary>How long a peer may take over one frame, from its first byte to its last.</summary>
    public TimeSpan FrameTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a peer may send nothing at all.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a peer may take nothing of what is sent to it.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether receive buffers are cleared before others may use their memory: on in the enclave.</summary>
    public bool ClearBuffers { get; init; }

    /// <summary>
    /// What all connections may hold together beyond each one's first 64 KiB; a connection that needs more than is
    /// left ends with <see cref="ConnectionEnd.OutOfBuffers"/>.
    /// </summary>
    public BufferBudget Budget { get; init; } = new(64L << 20);
}
