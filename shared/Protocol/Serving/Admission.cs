namespace NeoServiceLayer.Protocol.Serving;

/// <summary>
/// Bounds what all sessions of a process together have in flight, in calls and in bytes of payload. Nobody waits for it.
/// </summary>
public sealed class Admission(int maxCalls, long maxPayloadBytes)
{
    private readonly Lock gate = new();
    private int calls;
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
            bytes += payloadLength;
            return true;
        }
    }

    internal void Leave(int payloadLength)
    {
        lock (gate)
        {
            calls--;
            bytes -= payloadLength;
        }
    }
}
