using System.IO.Pipelines;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Framing;
using NeoServiceLayer.Wire.Transport;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Wire;

public sealed class FrameOutputTests
{
    [Fact]
    public void Freeing_the_output_waits_for_whoever_is_sending()
    {
        using StuckConnection connection = new();
        FrameOutput output = new(connection, bodyLimit: 1000, clearBuffers: true);
        Assert.True(output.Write(0, static (body, in _) => body.Write(new byte[100])));
        output.Flush();
        connection.Sending.Wait(TestContext.Current.CancellationToken);
        connection.Close(ConnectionEnd.ClosedByPeer);
        Thread freeing = new(output.Dispose);
        freeing.Start();
        while (freeing.ThreadState is not (ThreadState.WaitSleepJoin or ThreadState.Stopped))
        {
            Thread.Yield();
        }

        // The stream took a part, and then found that it is dead.
        connection.Go.Set();
        freeing.Join();
        Assert.Equal(0, output.Pending);
    }

    [Fact]
    public void A_frame_over_the_limit_leaves_nothing_behind()
    {
        using StuckConnection connection = new();
        using FrameOutput output = new(connection, bodyLimit: 10, clearBuffers: true);
        Assert.False(output.Write(0, static (body, in _) => body.Write(new byte[11])));
        Assert.False(output.Write(0, static (body, in _) => { }));
        Assert.Throws<InvalidOperationException>(
            () => output.Write(0, static (body, in _) => throw new InvalidOperationException()));
        Assert.Equal(0, output.Pending);
        Assert.True(output.Write(0, static (body, in _) => body.Write(new byte[10])));
        Assert.Equal(14, output.Pending);
        connection.Close(ConnectionEnd.ClosedHere);
    }

    private sealed class StuckConnection : Connection
    {
        internal ManualResetEventSlim Sending { get; } = new();

        internal ManualResetEventSlim Go { get; } = new();

        public override PipeReader Input => throw new NotSupportedException();

        public override int TrySend(ReadOnlySpan<byte> bytes) => 0;

        public override int Send(ReadOnlySpan<byte> bytes)
        {
            if (Go.IsSet)
            {
                throw new ConnectionLostException(End);
            }

            Sending.Set();
            Go.Wait();
            return 1;
        }

        public override void FinishSending()
        {
        }

        public override void StopReceiving()
        {
        }

        protected override void Shutdown()
        {
        }
    }
}
