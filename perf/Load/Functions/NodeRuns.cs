using System.Diagnostics;
using System.Globalization;

namespace NeoServiceLayer.Perf.Load.Functions;

/// <summary>The same module in node, which contains nothing: a process for all runs, or a fresh one for each.</summary>
internal static class NodeRuns
{
    internal static bool IsHere => Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "node")));

    /// <param name="handler">What runs.</param>
    /// <param name="pauseMs">The pause between two runs.</param>
    internal static Target Reused(Handler handler, int pauseMs) => new("node reused", (placement, _, seconds) => Processes.Measure(
        placement, "node", Handler.Script("reuse.mjs"), handler.File, handler.Parameters, seconds.ToString(CultureInfo.InvariantCulture),
        pauseMs.ToString(CultureInfo.InvariantCulture)));

    internal static Target Fresh(Handler handler) => new("node fresh", (placement, _, seconds) =>
    {
        LatencySamples samples = new(seconds);
        long now = Stopwatch.GetTimestamp();
        while (!samples.Over(now))
        {
            long began = now;
            Processes.Read(placement, "node", Handler.Script("once.mjs"), handler.File, handler.Parameters);
            now = Stopwatch.GetTimestamp();
            samples.Add(now, began);
        }

        return samples.Result(0, 0);
    });
}
