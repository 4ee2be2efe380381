namespace NeoServiceLayer.Protocol.Serving;

/// <summary>
/// Bounds what all sessions of a process together have in flight, in calls and in bytes of payload. Nobody waits for it.
/// </summary>
public sealed class Admission(int maxCalls, long maxPayloadBytes)
{
    private readonly object gate = new();
    private int calls;
    private int unanswered;
    private long bytes;

    /// <summary>Calls in flight now.</summary>
    public int Calls => Volatile.Read(ref calls);

    internal bool TryEnter(int payloadLength)
    {
        lock (gate)
        {
            if (calls >= maxCalls || bytes + payloadLength > maxPayloadBytes)
            {
                return false;
            }

            calls++;
            unanswered++;
            bytes += payloadLength;
            return true;
        }
    }

    /// <summary>A call's place is free; it is about to be answered.</summary>
    internal void Leave(int payloadLength)
    {
        lock (gate)
        {
            calls--;
            bytes -= payloadLength;
        }
    }

    /// <summary>A call that has left is answered.</summary>
    internal void Answered()
    {
        lock (gate)
        {
            if (--unanswered == 0)
            {
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Waits until everything that was in flight is answered, but not longer than <paramref name="patience"/>.</summary>
    public void WaitUntilIdle(TimeSpan patience)
    {
        long until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        lock (gate)
        {
            while (unanswered > 0 && until - Environment.TickCount64 is > 0 and var left)
            {
                Monitor.Wait(gate, (int)left);
            }
        }
    }
}
