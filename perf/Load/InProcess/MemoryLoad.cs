using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Pipelines;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Framing;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Perf.Load.InProcess;

/// <summary>Both ends in this process, over the in-memory connection: with the protocol, or frames alone.</summary>
internal static class MemoryLoad
{
    private const int Capacity = 4 << 20;

    /// <summary>A session that serves system.ping, and the calling side.</summary>
    internal static int Run(Shape shape, double seconds)
    {
        (MemoryConnection near, MemoryConnection far) = MemoryConnection.CreatePair(Capacity);
        OperationTable table = new OperationMap().Bind(SystemOperations.Ping, Ping).Seal([SystemOperations.Ping]);
        ServerSession session = new(far, table, new SessionSettings(), new Admission(1024, 64 << 20));
        new Thread(() => session.Run()) { IsBackground = true }.Start();
        return new PingLoad(near, shape, seconds).Run();
    }

    /// <summary>As many bytes each way, and nobody looks at them.</summary>
    internal static int RunRaw(Shape shape, double seconds)
    {
        (MemoryConnection near, MemoryConnection far) = MemoryConnection.CreatePair(Capacity);
        byte[] frame = new byte[Frame.HeaderLength + shape.PayloadBytes + 78];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)(frame.Length - Frame.HeaderLength));
        new Thread(() => EchoFrames(far, frame)) { IsBackground = true }.Start();
        LatencySamples samples = new(seconds);
        Queue<long> began = [];
        FrameOutput output = new(near, Frame.DefaultBodyLimit, clearBuffers: false);
        int toAsk = shape.InFlight;
        long now = Stopwatch.GetTimestamp();
        while (!samples.Over(now))
        {
            for (; toAsk > 0; toAsk--)
            {
                began.Enqueue(now);
                Write(output, frame);
            }

            output.Flush();
            toAsk = TakeFrames(near.Input);
            now = Stopwatch.GetTimestamp();
            for (int i = 0; i < toAsk; i++)
            {
                samples.Add(now, began.Dequeue());
            }
        }

        near.Close(ConnectionEnd.ClosedHere);
        samples.Print(shape.PayloadBytes, shape.PayloadBytes);
        return 0;
    }

    private static PingResponse Ping(PingRequest request, in CallContext context) =>
        new() { Echo = request.Echo, Time = DateTime.UtcNow };

    private static void EchoFrames(MemoryConnection connection, byte[] frame)
    {
        FrameOutput output = new(connection, Frame.DefaultBodyLimit, clearBuffers: false);
        while (connection.End == ConnectionEnd.None)
        {
            for (int count = TakeFrames(connection.Input); count > 0; count--)
            {
                Write(output, frame);
            }

            output.Flush();
        }
    }

    private static void Write(FrameOutput output, byte[] frame) =>
        output.Write(frame, static (body, in whole) => body.Write(whole.AsSpan(Frame.HeaderLength)));

    private static int TakeFrames(PipeReader input)
    {
        ValueTask<ReadResult> pending = input.ReadAsync();
        ReadResult read = pending.IsCompleted ? pending.Result : pending.AsTask().GetAwaiter().GetResult();
        ReadOnlySequence<byte> buffer = read.Buffer;
        int count = 0;
        while (Frame.TryRead(ref buffer, Frame.DefaultBodyLimit, out _) == FrameStatus.Complete)
        {
            count++;
        }

        input.AdvanceTo(buffer.Start, buffer.End);
        return count;
    }
}
