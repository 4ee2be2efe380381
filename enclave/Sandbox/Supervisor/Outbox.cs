using NeoServiceLayer.Enclave.Platform.Processes;

namespace NeoServiceLayer.Enclave.Sandbox.Supervisor;

/// <summary>What a worker is to be told and has not taken yet.</summary>
internal sealed class Outbox(ChildProcess process)
{
    private readonly Queue<ReadOnlyMemory<byte>> frames = new();
    private int written;

    internal bool HasMore => frames.Count > 0;

    internal void Add(ReadOnlyMemory<byte> frame) => frames.Enqueue(frame);

    /// <summary>Writes what there is room for. A worker that reads no more is about to end, which its other pipe tells.</summary>
    internal void Flush()
    {
        while (frames.TryPeek(out ReadOnlyMemory<byte> frame))
        {
            int count = process.Write(frame.Span[written..]);
            if (count < 0)
            {
                frames.Clear();
                return;
            }

            written += count;
            if (written < frame.Length)
            {
                return;
            }

            frames.Dequeue();
            written = 0;
        }
    }
}
