using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Gateway.EnclaveLink;

/// <summary>
/// A thread that keeps one connection: dials, uses it until it is dead, and dials again, waiting longer after each
/// failure and never quite as long as others do.
/// </summary>
/// <param name="name">The thread's name.</param>
/// <param name="settings">Where to dial, and how.</param>
/// <param name="use">
/// Uses a connection until it is dead; or gives it on to somebody who disposes it and says so with true: then the next is dialled
/// at once.
/// </param>
internal sealed class Redialler(string name, EnclaveLinkSettings settings, Func<Connection, bool> use) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim ending = new();
    private Thread? thread;
    private volatile Connection? current;

    internal void Start()
    {
        thread = new Thread(Run) { IsBackground = true, Name = name };
        thread.Start();
    }

    public void Dispose()
    {
        ending.Set();
        current?.Close(ConnectionEnd.ClosedHere);
        thread?.Join();
        ending.Dispose();
    }

    private void Run()
    {
        TimeSpan pause = FirstPause;
        while (!ending.IsSet)
        {
            long began = Environment.TickCount64;
            bool dialled = TryUse(out bool givenOn);
            if (givenOn || (dialled && Environment.TickCount64 - began > LongestPause.TotalMilliseconds))
            {
                pause = FirstPause;
            }

            if (givenOn)
            {
                continue;
            }

            ending.Wait(pause * (0.5 + (Random.Shared.NextDouble() / 2)));
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private bool TryUse(out bool givenOn)
    {
        givenOn = false;
        Connection? connection = null;
        try
        {
            connection = Dialer.Dial(settings.Endpoint, settings.Transport, settings.DialTimeout);
            current = connection;
            givenOn = !ending.IsSet && use(connection);
            return true;
        }
        catch (TransportException)
        {
            // Nobody there yet, or any more: that is what this loop is for, and readiness shows it.
            return false;
        }
        finally
        {
            current = null;
            if (!givenOn)
            {
                connection?.Dispose();
            }
        }
    }
}
