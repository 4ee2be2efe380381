using System.Diagnostics;

namespace NeoServiceLayer.Perf.Load.Functions;

/// <summary>
/// Work that is begun some time after the last one ended, as people's requests are: what is made ready ahead, such as workers, is ready. Its
/// latencies are what counts, not how many there were.
/// </summary>
internal static class PacedLoad
{
    internal static Measurement Run(double seconds, int pauseMs, Func<Task> work)
    {
        LatencySamples samples = new(seconds);
        long now = Stopwatch.GetTimestamp();
        while (!samples.Over(now))
        {
            Thread.Sleep(pauseMs);
            long began = Stopwatch.GetTimestamp();
            work().GetAwaiter().GetResult();
            now = Stopwatch.GetTimestamp();
            samples.Add(now, began);
        }

        return samples.Result(0, 0);
    }
}
