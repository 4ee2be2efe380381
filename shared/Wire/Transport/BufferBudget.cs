namespace NeoServiceLayer.Wire.Transport;

/// <summary>A number of bytes that many buffers share. Nobody waits for it: a taker gets its bytes or is refused.</summary>
public sealed class BufferBudget(long bytes)
{
    private long left = bytes;

    /// <summary>What is left, in bytes.</summary>
    public long Left => Volatile.Read(ref left);

    /// <summary>Takes <paramref name="count"/> bytes, or none.</summary>
    public bool TryTake(long count)
    {
        if (Interlocked.Add(ref left, -count) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref left, count);
        return false;
    }

    /// <summary>Gives back what <see cref="TryTake"/> took.</summary>
    public void Return(long count) => Interlocked.Add(ref left, count);
}
