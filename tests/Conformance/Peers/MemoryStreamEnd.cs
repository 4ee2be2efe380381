using System.Buffers;
using System.IO.Pipelines;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Tests.Conformance.Peers;

/// <summary>The far end of an in-memory connection.</summary>
internal sealed class MemoryStreamEnd(MemoryConnection connection) : RawStream
{
    private Task<ReadResult>? reading;

    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[connection.Send(bytes)..];
        }
    }

    internal override int Read(Span<byte> target)
    {
        while (true)
        {
            if (!Readable(Patience))
            {
                throw new TimeoutException("Nothing came.");
            }

            ReadResult result = reading!.GetAwaiter().GetResult();
            reading = null;
            int count = (int)Math.Min(target.Length, result.Buffer.Length);
            result.Buffer.Slice(0, count).CopyTo(target);
            connection.Input.AdvanceTo(result.Buffer.GetPosition(count));
            if (count > 0 || (result.IsCompleted && !result.IsCanceled))
            {
                return count;
            }
        }
    }

    internal override bool Readable(TimeSpan atMost)
    {
        reading ??= connection.Input.ReadAsync().AsTask();
        return reading.Wait(atMost);
    }

    /// <summary>Closing this end completes only what it writes; what the other end still writes can be read.</summary>
    internal override void FinishSending() => connection.Close(ConnectionEnd.ClosedHere);

    internal override void Vanish() => Dispose();

    public override void Dispose()
    {
        connection.Close(ConnectionEnd.ClosedHere);
        if (reading is null)
        {
            connection.Dispose();
        }
    }
}
