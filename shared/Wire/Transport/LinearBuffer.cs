using System.Buffers;

namespace NeoServiceLayer.Wire.Transport;

/// <summary>
/// Received bytes in one piece: filled at the back, taken from the front. It has 64 KiB of its own and grows by doubling
/// as bytes arrive (never because a peer announced them), out of a shared budget, and shrinks again when it is empty.
/// </summary>
internal sealed class LinearBuffer(TransportSettings settings) : IDisposable
{
    internal const int BaseLength = 64 << 10;

    private readonly byte[] home = GC.AllocateUninitializedArray<byte>(BaseLength, pinned: true);
    private byte[]? grown;
    private int start;
    private int end;

    internal int Length => end - start;

    internal ReadOnlySequence<byte> Content => new(Array, start, Length);

    private byte[] Array => grown ?? home;

    /// <summary>Room for at least one byte more. Valid until the next call.</summary>
    /// <exception cref="ConnectionLostException">The shared budget is used up.</exception>
    internal Span<byte> Room()
    {
        if (end == Array.Length)
        {
            if (start > 0)
            {
                System.Buffer.BlockCopy(Array, start, Array, 0, Length);
                end = Length;
                start = 0;
            }
            else
            {
                Grow();
            }
        }

        return Array.AsSpan(end);
    }

    internal void Filled(int count) => end += count;

    internal void Consume(int count)
    {
        start += count;
        if (start == end)
        {
            start = end = 0;
            Shrink();
        }
    }

    public void Dispose()
    {
        start = end = 0;
        Shrink();
        if (settings.ClearBuffers)
        {
            System.Array.Clear(home);
        }
    }

    private void Grow()
    {
        int length = checked(Array.Length * 2);
        int more = grown is null ? length : length - grown.Length;
        if (!settings.Budget.TryTake(more))
        {
            throw new ConnectionLostException(ConnectionEnd.OutOfBuffers);
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(length);
        // The pool may give more than was asked for; only what was taken from the budget is used.
        System.Diagnostics.Debug.Assert(larger.Length == length, "sizes are powers of two");
        Content.CopyTo(larger);
        int kept = Length;
        ReturnGrown(giveBack: false);
        grown = larger;
        start = 0;
        end = kept;
    }

    private void Shrink()
    {
        if (grown is not null)
        {
            ReturnGrown(giveBack: true);
        }
    }

    private void ReturnGrown(bool giveBack)
    {
        if (grown is null)
        {
            return;
        }

        if (giveBack)
        {
            settings.Budget.Return(grown.Length);
        }

        ArrayPool<byte>.Shared.Return(grown, settings.ClearBuffers);
        grown = null;
    }
}
