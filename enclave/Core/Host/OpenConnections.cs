using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>The connections that are open, at most so many, each with how it is ended without losing anything.</summary>
internal sealed class OpenConnections
{
    private readonly object gate = new();
    private readonly Dictionary<Connection, Action> connections = [];
    private bool finishing;

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

    /// <summary>Adds a connection; false if there are <paramref name="limit"/>, or all are being finished.</summary>
    internal bool TryAdd(Connection connection, int limit)
    {
        lock (gate)
        {
            return !finishing && connections.Count < limit
                && connections.TryAdd(connection, () => connection.Close(ConnectionEnd.ClosedHere));
        }
    }

    /// <summary>Says how a connection is finished from now on: quick, and never waiting.</summary>
    internal void FinishWith(Connection connection, Action finish)
    {
        lock (gate)
        {
            connections[connection] = finish;
            if (finishing)
            {
                finish();
            }
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

    /// <summary>Takes no more, and lets each end by itself.</summary>
    internal void FinishAll()
    {
        lock (gate)
        {
            finishing = true;
            foreach (Action finish in connections.Values)
            {
                finish();
            }
        }
    }

    internal void CloseAll()
    {
        lock (gate)
        {
            foreach (Connection connection in connections.Keys)
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
