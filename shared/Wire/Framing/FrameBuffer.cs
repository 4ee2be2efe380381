using System.Buffers;

namespace NeoServiceLayer.Wire.Framing;

/// <summary>A growing, reused buffer of bytes to be sent. One thread at a time uses it.</summary>
public sealed class FrameBuffer : IBufferWriter<byte>, IDisposable
{
    private const int BaseLength = 64 << 10;

    private readonly byte[] home = GC.AllocateUninitializedArray<byte>(BaseLength, pinned: true);
    private readonly bool clear;
    private byte[] array;
    private int sent;

    internal FrameBuffer(bool clear)
    {
        this.clear = clear;
        array = home;
    }

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    /// <summary>What is written and not yet sent.</summary>
    internal ReadOnlySpan<byte> Remaining => array.AsSpan(sent, Length - sent);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        if (count > array.Length - Length)
        {
            Grow(count);
        }

        Length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return array.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return array.AsSpan(Length);
    }

    /// <summary>Appends <paramref name="bytes"/>.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => Reset();

    internal Span<byte> Written(int start) => array.AsSpan(start, Length - start);

    internal void Truncate(int length)
    {
        if (clear)
        {
            array.AsSpan(length, Length - length).Clear();
        }

        Length = length;
    }

    internal void Sent(int count) => sent += count;

    /// <summary>Empties it and gives grown memory back.</summary>
    internal void Reset()
    {
        if (clear)
        {
            array.AsSpan(0, Length).Clear();
        }

        if (!ReferenceEquals(array, home))
        {
            ArrayPool<byte>.Shared.Return(array);
            array = home;
        }

        Length = sent = 0;
    }

    private void Reserve(int count)
    {
        // One byte at least: an IBufferWriter never hands out nothing.
        if (Math.Max(1, count) > array.Length - Length)
        {
            Grow(Math.Max(1, count));
        }
    }

    private void Grow(int count)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(Length + count, array.Length * 2)));
        array.AsSpan(0, Length).CopyTo(larger);
        if (!ReferenceEquals(array, home))
        {
            ArrayPool<byte>.Shared.Return(array, clear);
        }
        else if (clear)
        {
            home.AsSpan(0, Length).Clear();
        }

        array = larger;
    }
}
