using System.Buffers;
using NeoServiceLayer.Wire.Framing;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>A stream of frames reads the same in one piece and a byte a segment, and no body is outside its limits.</summary>
internal static class FrameTarget
{
    private const int Limit = 4096;

    internal static bool Try(ReadOnlySpan<byte> input)
    {
        byte[] bytes = input.ToArray();
        List<string> whole = ReadAll(new ReadOnlySequence<byte>(bytes));
        Promise.Holds(whole.SequenceEqual(ReadAll(Scattered(bytes))), "the same frames however the bytes arrive");
        return whole.Count > 1;
    }

    private static List<string> ReadAll(ReadOnlySequence<byte> buffer)
    {
        List<string> found = [];
        while (true)
        {
            long before = buffer.Length;
            FrameStatus status = Frame.TryRead(ref buffer, Limit, out ReadOnlySequence<byte> body);
            found.Add(status == FrameStatus.Complete ? Convert.ToHexString(body.ToArray()) : status.ToString());
            if (status != FrameStatus.Complete)
            {
                Promise.Holds(buffer.Length == before, "nothing is taken of what is no frame");
                return found;
            }

            Promise.Holds(body.Length is > 0 and <= Limit, "a body within the limits");
            Promise.Holds(before - buffer.Length == body.Length + Frame.HeaderLength, "exactly the frame is taken");
        }
    }

    private static ReadOnlySequence<byte> Scattered(byte[] bytes)
    {
        Segment first = new(ReadOnlyMemory<byte>.Empty, 0);
        Segment last = first;
        for (int i = 0; i < bytes.Length; i++)
        {
            last = last.Append(bytes.AsMemory(i, 1));
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        internal Segment(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        internal Segment Append(ReadOnlyMemory<byte> memory)
        {
            Segment next = new(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
