using NeoServiceLayer.Wire.Framing;

namespace NeoServiceLayer.Protocol.Calling;

/// <summary>
/// Sends what is written once the thread pool gets to it: requests that are begun one after the other under load go out
/// together. A request that is alone is not worth the way round.
/// </summary>
internal sealed class QueuedFlush(FrameOutput output) : IThreadPoolWorkItem
{
    private int queued;

    internal void Queue()
    {
        if (Interlocked.Exchange(ref queued, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        // Before the flush: what is written after it is begun has a flush of its own.
        Volatile.Write(ref queued, 0);
        output.Flush();
    }
}
