using System.Diagnostics;
using System.Text.Json;

namespace NeoServiceLayer.Perf.Load;

/// <summary>Latencies of one measurement inside this process; one thread at a time adds.</summary>
internal sealed class LatencySamples
{
    private readonly long warmUntil;
    private readonly long end;
    private readonly List<int> ticks = new(1 << 20);

    /// <summary>A fifth of the time warms up and is not counted.</summary>
    internal LatencySamples(double seconds)
    {
        long now = Stopwatch.GetTimestamp();
        warmUntil = now + (long)(seconds * 0.2 * Stopwatch.Frequency);
        end = now + (long)(seconds * Stopwatch.Frequency);
    }

    internal bool Over(long now) => now >= end;

    internal void Add(long now, long began)
    {
        if (now >= warmUntil)
        {
            ticks.Add((int)Math.Min(int.MaxValue, now - began));
        }
    }

    /// <summary>Prints the line that <see cref="Measurement"/> is read from.</summary>
    internal void Print(int requestBytes, int responseBytes) =>
        Console.WriteLine(JsonSerializer.Serialize(Result(requestBytes, responseBytes), MeasurementJson.Default.Measurement));

    /// <summary>What was seen until now.</summary>
    internal Measurement Result(int requestBytes, int responseBytes)
    {
        if (ticks.Count == 0)
        {
            throw new PerfException("Nothing was done in the time that is measured.");
        }

        double seconds = Stopwatch.GetElapsedTime(warmUntil).TotalSeconds;
        ticks.Sort();
        return new Measurement
        {
            Requests = ticks.Count,
            PerSecond = ticks.Count / seconds,
            P50Us = At(0.5),
            P99Us = At(0.99),
            P999Us = At(0.999),
            RequestBytes = requestBytes,
            ResponseBytes = responseBytes,
        };
    }

    private double At(double share) =>
        ticks[Math.Min(ticks.Count - 1, (int)(share * ticks.Count))] * 1e6 / Stopwatch.Frequency;
}
