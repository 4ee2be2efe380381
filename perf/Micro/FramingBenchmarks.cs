using System.Buffers;
using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using NeoServiceLayer.Wire.Framing;

namespace NeoServiceLayer.Perf.Micro;

/// <summary>Sixty-four frames that arrived together, beside a loop over the bare bytes.</summary>
public class FramingBenchmarks
{
    private const int Count = 64;

    private readonly byte[] received = [.. Enumerable.Range(0, Count).SelectMany(_ => Samples.Framed(Samples.Request))];

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int BareLoop()
    {
        ReadOnlySpan<byte> rest = received;
        int total = 0;
        while (rest.Length >= 4)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(rest);
            total += length;
            rest = rest[(4 + length)..];
        }

        return total;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int TryRead()
    {
        ReadOnlySequence<byte> buffer = new(received);
        int total = 0;
        while (Frame.TryRead(ref buffer, Frame.DefaultBodyLimit, out ReadOnlySequence<byte> body) == FrameStatus.Complete)
        {
            total += (int)body.Length;
        }

        return total;
    }
}
