using System.IO.Pipelines;

namespace NeoServiceLayer.Wire.Transport;

/// <summary>Waits for bytes, or for room, on the calling thread: one whose whole work is this connection.</summary>
public static class BlockingRead
{
    /// <summary>Waits for bytes. Socket transports have blocked already and are complete; an ordinary pipe is waited for.</summary>
    public static ReadResult Wait(this PipeReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ValueTask<ReadResult> read = reader.ReadAsync();
        return read.IsCompletedSuccessfully ? read.Result : read.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Hands over what is written, and waits until there is room for more.</summary>
    public static FlushResult WaitForRoom(this PipeWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ValueTask<FlushResult> flush = writer.FlushAsync();
        return flush.IsCompletedSuccessfully ? flush.Result : flush.AsTask().GetAwaiter().GetResult();
    }
}
