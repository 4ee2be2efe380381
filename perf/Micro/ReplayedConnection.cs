using System.Buffers;
using System.IO.Pipelines;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Perf.Micro;

/// <summary>A connection on which the same bytes arrive so many times, and what is sent vanishes.</summary>
internal sealed class ReplayedConnection(ReadOnlySequence<byte> bytes, int times) : Connection
{
    public override PipeReader Input { get; } = new Replay(bytes, times);

    public override int TrySend(ReadOnlySpan<byte> bytes) => bytes.Length;

    public override int Send(ReadOnlySpan<byte> bytes) => bytes.Length;

    public override void FinishSending()
    {
    }

    public override void StopReceiving()
    {
    }

    protected override void Shutdown()
    {
    }

    private sealed class Replay(ReadOnlySequence<byte> bytes, int times) : PipeReader
    {
        private int left = times;

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
            new(new ReadResult(left-- > 0 ? bytes : default, isCanceled: false, isCompleted: left < 0));

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

        public override void AdvanceTo(SequencePosition consumed)
        {
        }

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
        }

        public override void CancelPendingRead()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
