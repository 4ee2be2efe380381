using System.Globalization;

namespace NeoServiceLayer.Perf.Load;

/// <summary>What programs weigh.</summary>
internal static class Footprint
{
    /// <summary>A process's resident memory, in bytes, as the kernel counts it now.</summary>
    internal static long ResidentBytes(int process)
    {
        const string Key = "VmRSS:";
        string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(Key, StringComparison.Ordinal));
        return long.Parse(line[Key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
