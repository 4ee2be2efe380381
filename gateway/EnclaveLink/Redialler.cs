using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Gateway.EnclaveLink;

/// <summary>
/// A thread that keeps one connection: dials, uses it until it is dead, and dials again, waiting longer after each
/// failure and never quite as long as others do.
/// </summary>
internal sealed class Redialler(string name, EnclaveLinkSettings settings, Action<Connection> use) : IDisposable
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
            if (TryUse() && Environment.TickCount64 - began > LongestPause.TotalMilliseconds)
            {
                pause = FirstPause;
            }

            ending.Wait(pause * (0.5 + (Random.Shared.NextDouble() / 2)));
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private bool TryUse()
    {
        try
        {
            using Connection connection = Dialer.Dial(settings.Endpoint, settings.Transport, settings.DialTimeout);
            current = connection;
            if (!ending.IsSet)
            {
                use(connection);
            }

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
        }
    }
}
