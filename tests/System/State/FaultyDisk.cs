using System.Diagnostics;
using NeoServiceLayer.Tests.Gateway;

namespace NeoServiceLayer.Tests.State;

/// <summary>disk.c, compiled, and what a gateway's environment says to use it.</summary>
internal static class FaultyDisk
{
    private static readonly Lazy<string> Library = new(Compile);

    /// <summary>The environment of a gateway whose store is <paramref name="storeFile"/>.</summary>
    internal static (string Name, string Value)[] Environment(string storeFile, string? trace = null, string? control = null) =>
    [
        ("LD_PRELOAD", Library.Value),
        ("NSL_DISK_PREFIX", storeFile),
        .. trace is null ? Array.Empty<(string, string)>() : [("NSL_DISK_TRACE", trace)],
        .. control is null ? Array.Empty<(string, string)>() : [("NSL_DISK_CONTROL", control)],
    ];

    private static string Compile()
    {
        string library = Path.Combine(AppContext.BaseDirectory, "disk.so");
        string source = Path.Combine(Published.Root, "tests", "System", "State", "disk.c");
        using Process compiler = Process.Start("gcc", ["-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", library, source, "-ldl"]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? library : throw new InvalidOperationException("gcc cannot compile disk.c.");
    }
}
