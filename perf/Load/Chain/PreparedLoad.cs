using System.Diagnostics;

namespace NeoServiceLayer.Perf.Load.Chain;

/// <summary>Work whose requests were all made before it begins.</summary>
internal sealed class PreparedLoad<T>(IReadOnlyCollection<T> prepared, Func<T, Task> work)
{
    private readonly Queue<T> left = new(prepared);
    private readonly Lock gate = new();

    /// <summary>Clients take from one queue, each again when it has its answer, until the time is over.</summary>
    /// <returns>Null if the queue was over first.</returns>
    internal Measurement? Run(int clients, double seconds)
    {
        LatencySamples samples = new(seconds);
        bool ranOut = false;
        Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(TakeAsync))).GetAwaiter().GetResult();
        return ranOut ? null : samples.Result(0, 0);

        async Task TakeAsync()
        {
            while (true)
            {
                long began = Stopwatch.GetTimestamp();
                T next;
                lock (gate)
                {
                    if (samples.Over(began) || ranOut)
                    {
                        return;
                    }

                    ranOut = !left.TryDequeue(out next!);
                    if (ranOut)
                    {
                        return;
                    }
                }

                await work(next);
                lock (gate)
                {
                    samples.Add(Stopwatch.GetTimestamp(), began);
                }
            }
        }
    }
}
