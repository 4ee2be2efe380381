using System.Buffers;
using System.Buffers.Binary;

namespace NeoServiceLayer.Wire.Framing;

/// <summary>What <see cref="Frame.TryRead"/> found at the start of the received bytes.</summary>
public enum FrameStatus
{
    /// <summary>A whole frame.</summary>
    Complete,

    /// <summary>The beginning of a frame, or nothing.</summary>
    NeedMore,

    /// <summary>A frame of length zero, which there is not.</summary>
    Empty,

    /// <summary>A frame longer than the limit.</summary>
    TooLong,
}

/// <summary>
/// The framing: a length, 4 bytes unsigned big-endian, then that many bytes of UTF-8 JSON.
/// </summary>
public static class Frame
{
    /// <summary>The bytes of the length.</summary>
    public const int HeaderLength = 4;

    /// <summary>The longest body that any setting allows: 4 MiB.</summary>
    public const int MaxBodyLength = 4 << 20;

    /// <summary>The longest body allowed unless set otherwise: as long as any, since a secret of 1 MiB, sealed, needs two.</summary>
    public const int DefaultBodyLimit = MaxBodyLength;

    /// <summary>
    /// Takes one whole frame's body off the front of <paramref name="buffer"/>. The length is checked against
    /// <paramref name="bodyLimit"/> before anybody waits for, or allocates, the body. Nothing is copied: the body
    /// is a slice of what was received.
    /// </summary>
    public static FrameStatus TryRead(ref ReadOnlySequence<byte> buffer, int bodyLimit, out ReadOnlySequence<byte> body)
    {
        body = default;
        if (buffer.Length < HeaderLength)
        {
            return FrameStatus.NeedMore;
        }

        uint length = ReadLength(buffer);
        if (length == 0)
        {
            return FrameStatus.Empty;
        }

        if (length > (uint)bodyLimit)
        {
            return FrameStatus.TooLong;
        }

        if (buffer.Length - HeaderLength < length)
        {
            return FrameStatus.NeedMore;
        }

        body = buffer.Slice(HeaderLength, length);
        buffer = buffer.Slice(body.End);
        return FrameStatus.Complete;
    }

    private static uint ReadLength(in ReadOnlySequence<byte> buffer)
    {
        ReadOnlySpan<byte> first = buffer.FirstSpan;
        if (first.Length >= HeaderLength)
        {
            return BinaryPrimitives.ReadUInt32BigEndian(first);
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        buffer.Slice(0, HeaderLength).CopyTo(header);
        return BinaryPrimitives.ReadUInt32BigEndian(header);
    }
}
