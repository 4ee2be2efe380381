using System.Buffers.Binary;

namespace NeoServiceLayer.Enclave.Sandbox.Link;

/// <summary>Collects what comes until it is a frame. It has no more room than has come, doubled: an announced length alone costs nothing.</summary>
internal sealed class FrameBuffer(int maxLength)
{
    private const int Initial = 4096;

    private byte[] bytes = new byte[Initial];
    private int start;
    private int end;

    /// <summary>Room for what comes next; at least one byte.</summary>
    internal Span<byte> Room()
    {
        if (start > 0)
        {
            bytes.AsSpan(start..end).CopyTo(bytes);
            (start, end) = (0, end - start);
        }

        if (end == bytes.Length)
        {
            Array.Resize(ref bytes, 2 * bytes.Length);
        }

        return bytes.AsSpan(end);
    }

    /// <summary>So many bytes of the room have come.</summary>
    internal void Came(int count) => end += count;

    /// <summary>The next frame, if all of it is there; its fields are valid until room is asked for.</summary>
    /// <exception cref="FormatException">It is longer than any.</exception>
    internal bool TryTake(out FrameKind kind, out ReadOnlySpan<byte> fields)
    {
        ReadOnlySpan<byte> there = bytes.AsSpan(start..end);
        kind = default;
        fields = default;
        if (there.Length < FrameLimits.HeadBytes)
        {
            return false;
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(there);
        if (length > (uint)maxLength)
        {
            throw new FormatException("A frame is longer than any.");
        }

        if (there.Length - FrameLimits.HeadBytes < (int)length)
        {
            return false;
        }

        kind = (FrameKind)there[sizeof(uint)];
        fields = there.Slice(FrameLimits.HeadBytes, (int)length);
        start += FrameLimits.HeadBytes + (int)length;
        return true;
    }
}
