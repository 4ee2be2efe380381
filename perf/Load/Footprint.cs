using System.Globalization;

namespace NeoServiceLayer.Perf.Load;

/// <summary>What programs weigh.</summary>
internal static class Footprint
{
    /// <summary>A process's resident memory, in bytes, as the kernel counts it now.</summary>
    internal static long ResidentBytes(int process) => Status(process, "VmRSS:");

    /// <summary>The most that it ever was.</summary>
    internal static long PeakBytes(int process) => Status(process, "VmHWM:");

    /// <summary>What of it no file is behind, and no other process shares.</summary>
    internal static long OwnBytes(int process) => Status(process, "RssAnon:");

    /// <summary>The processes that this one has started.</summary>
    internal static IEnumerable<int> Children() => Directory.EnumerateDirectories("/proc/self/task")
        .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(number => int.Parse(number, CultureInfo.InvariantCulture));

    /// <summary>What a process has computed since its start, in user mode and in the kernel.</summary>
    internal static TimeSpan Computed(int process)
    {
        const int TicksPerSecond = 100;
        string stat = File.ReadAllText($"/proc/{process}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / (double)TicksPerSecond);
    }

    /// <summary>How many processes wanted to run, on average over the last minute: who else is there.</summary>
    internal static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static long Status(int process, string key)
    {
        string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
