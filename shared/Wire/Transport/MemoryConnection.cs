using System.IO.Pipelines;

namespace NeoServiceLayer.Wire.Transport;

/// <summary>Both ends of a stream inside one process: the same code runs above it as above sockets.</summary>
public sealed class MemoryConnection : Connection
{
    private readonly Pipe incoming;
    private readonly Pipe outgoing;
    private readonly TimeSpan sendTimeout;
    private readonly Lock writing = new();
    private Task<FlushResult>? flushing;

    private MemoryConnection(Pipe incoming, Pipe outgoing, TimeSpan sendTimeout)
    {
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.sendTimeout = sendTimeout;
    }

    /// <inheritdoc/>
    public override PipeReader Input => incoming.Reader;

    /// <summary>
    /// Makes two connected ends.
    /// </summary>
    /// <param name="capacity">How many bytes each direction holds before its sender has to wait.</param>
    /// <param name="segmentLength">The least length of a segment, in bytes: small ones make every frame straddle several.</param>
    /// <param name="settings">Time-outs: of these only <see cref="TransportSettings.SendTimeout"/> applies in memory.</param>
    public static (MemoryConnection Near, MemoryConnection Far) CreatePair(
        int capacity = 64 << 10, int segmentLength = 4096, TransportSettings? settings = null)
    {
        PipeOptions options = new(
            pauseWriterThreshold: capacity,
            resumeWriterThreshold: Math.Max(1, capacity / 2),
            minimumSegmentSize: segmentLength,
            useSynchronizationContext: false);
        Pipe one = new(options);
        Pipe other = new(options);
        TimeSpan sendTimeout = (settings ?? new TransportSettings()).SendTimeout;
        return (new MemoryConnection(one, other, sendTimeout), new MemoryConnection(other, one, sendTimeout));
    }

    /// <inheritdoc/>
    public override int TrySend(ReadOnlySpan<byte> bytes)
    {
        if (flushing is { IsCompleted: false })
        {
            return 0;
        }

        FinishFlush();

        return Write(bytes);
    }

    /// <inheritdoc/>
    public override int Send(ReadOnlySpan<byte> bytes)
    {
        if (flushing is not null && !flushing.Wait(sendTimeout))
        {
            throw new ConnectionLostException(ConnectionEnd.SendTimedOut);
        }

        FinishFlush();

        return Write(bytes);
    }

    /// <inheritdoc/>
    public override void FinishSending()
    {
        lock (writing)
        {
            outgoing.Writer.Complete();
        }
    }

    /// <inheritdoc/>
    public override void StopReceiving() => incoming.Reader.CancelPendingRead();

    /// <inheritdoc/>
    protected override void Shutdown()
    {
        outgoing.Writer.CancelPendingFlush();
        incoming.Reader.CancelPendingRead();
        lock (writing)
        {
            outgoing.Writer.Complete();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        incoming.Reader.Complete();
    }

    private int Write(ReadOnlySpan<byte> bytes)
    {
        lock (writing)
        {
            return WriteLocked(bytes);
        }
    }

    private int WriteLocked(ReadOnlySpan<byte> bytes)
    {
        if (End != ConnectionEnd.None)
        {
            throw new ConnectionLostException(End);
        }

        // One segment at a time, so that a small capacity really makes the sender wait.
        Span<byte> room = outgoing.Writer.GetSpan();
        int count = Math.Min(room.Length, bytes.Length);
        bytes[..count].CopyTo(room);
        outgoing.Writer.Advance(count);
        ValueTask<FlushResult> flush = outgoing.Writer.FlushAsync();
        if (flush.IsCompletedSuccessfully)
        {
            Check(flush.Result);
        }
        else
        {
            flushing = flush.AsTask();
        }

        return count;
    }

    private void FinishFlush()
    {
        if (flushing is not null)
        {
            FlushResult result = flushing.Result;
            flushing = null;
            Check(result);
        }
    }

    private static void Check(FlushResult result)
    {
        if (result.IsCompleted || result.IsCanceled)
        {
            throw new ConnectionLostException(ConnectionEnd.ClosedByPeer);
        }
    }
}
