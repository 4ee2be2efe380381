using System.IO.Pipelines;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>Waits for bytes on the calling thread: the one whose whole work is this connection.</summary>
internal static class BlockingRead
{
    /// <summary>Socket transports have blocked already and are complete; an ordinary pipe is waited for.</summary>
    internal static ReadResult Wait(this PipeReader reader)
    {
        ValueTask<ReadResult> read = reader.ReadAsync();
        return read.IsCompletedSuccessfully ? read.Result : read.AsTask().GetAwaiter().GetResult();
    }
}
