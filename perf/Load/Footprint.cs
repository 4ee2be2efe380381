using System.Globalization;

namespace NeoServiceLayer.Perf.Load;

/// <summary>What programs weigh.</summary>
internal static class Footprint
{
    /// <summary>A process's resident memory, in bytes, as the kernel counts it now.</summary>
    internal static long ResidentBytes(int process) => Status(process, "VmRSS:");

    /// <summary>The most that it ever was.</summary>
    internal static long PeakBytes(int process) => Status(process, "VmHWM:");

    /// <summary>How many processes wanted to run, on average over the last minute: who else is there.</summary>
    internal static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static long Status(int process, string key)
    {
        string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
