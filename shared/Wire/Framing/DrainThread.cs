namespace NeoServiceLayer.Wire.Framing;

/// <summary>
/// The thread that waits for a slow peer, so that nobody else has to. It is started the first time that there is
/// something to wait for, and sleeps in between.
/// </summary>
internal sealed class DrainThread(Action drain) : IDisposable
{
    /// <summary>A waiter looks again after this time even if nothing told it to.</summary>
    private static readonly TimeSpan Recheck = TimeSpan.FromMilliseconds(100);

    private readonly object gate = new();
    private int waiters;
    private Thread? thread;
    private bool work;
    private bool ended;

    /// <summary>Hands the thread the rest of what is to be sent.</summary>
    internal void Start()
    {
        lock (gate)
        {
            if (!ended)
            {
                work = true;
                if (thread is null)
                {
                    thread = new Thread(Run) { IsBackground = true, Name = "nsl-drain" };
                    thread.Start();
                }

                Monitor.PulseAll(gate);
                return;
            }
        }

        // The connection is dead: this finds out and throws nothing.
        drain();
    }

    /// <summary>Tells those who wait for room that some bytes have gone.</summary>
    internal void Progressed()
    {
        if (Volatile.Read(ref waiters) > 0)
        {
            lock (gate)
            {
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Waits until some bytes have gone, or a short time has passed.</summary>
    internal void WaitForProgress()
    {
        lock (gate)
        {
            Interlocked.Increment(ref waiters);
            Monitor.Wait(gate, Recheck);
            Interlocked.Decrement(ref waiters);
        }
    }

    /// <summary>
    /// Waits until the thread no longer uses what it drains. The connection is dead, or there is nothing left to send: so that is soon.
    /// </summary>
    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            Monitor.PulseAll(gate);
        }

        thread?.Join();
    }

    private void Run()
    {
        while (true)
        {
            lock (gate)
            {
                while (!work && !ended)
                {
                    Monitor.Wait(gate);
                }

                if (!work)
                {
                    return;
                }

                work = false;
            }

            drain();
        }
    }
}
