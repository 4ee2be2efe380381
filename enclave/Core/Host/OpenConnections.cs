using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>The connections that are open; at most so many.</summary>
internal sealed class OpenConnections
{
    private readonly object gate = new();
    private readonly HashSet<Connection> connections = [];

    internal int Count
    {
        get
        {
            lock (gate)
            {
                return connections.Count;
            }
        }
    }

    internal bool TryAdd(Connection connection, int limit)
    {
        lock (gate)
        {
            return connections.Count < limit && connections.Add(connection);
        }
    }

    internal void Remove(Connection connection)
    {
        lock (gate)
        {
            connections.Remove(connection);
            Monitor.PulseAll(gate);
        }
    }

    internal void CloseAll()
    {
        lock (gate)
        {
            foreach (Connection connection in connections)
            {
                connection.Close(ConnectionEnd.ClosedHere);
            }
        }
    }

    internal void WaitUntilEmpty(TimeSpan patience)
    {
        long until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        lock (gate)
        {
            while (connections.Count > 0 && until - Environment.TickCount64 is > 0 and var left)
            {
                Monitor.Wait(gate, (int)left);
            }
        }
    }
}
