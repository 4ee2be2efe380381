using System.Diagnostics;
using System.Globalization;
using NeoServiceLayer.Tests.Conformance.Enclaves;

namespace NeoServiceLayer.Tests.Emulated;

/// <summary>The image of the program of tests/EgressGuest.</summary>
internal static class GuestImage
{
    private static readonly string Out = Path.Combine(Repository.Root, "out");
    private static readonly string CommandLine = Path.Combine(Repository.Root, "nitro", "cmdline");
    private static readonly string Kernel = Environment.GetEnvironmentVariable("KERNEL")
        ?? throw new InvalidOperationException("KERNEL must name the bzImage that images are made of.");

    /// <summary>Makes it, with a word on its command line that says what to dial, and a configuration. Gives the file.</summary>
    internal static string Build(SocketFolder folder, int port, string configuration)
    {
        File.WriteAllText(folder.File("config.json"), configuration);
        File.WriteAllText(
            folder.File("guest.list"),
            $"""
            dir /dev 755
            nod /dev/console 600 c 5 1
            file /init 555 {Path.Combine(Out, "egress-guest")}
            file /config.json 444 {folder.File("config.json")}

            """);
        string words = File.ReadAllText(CommandLine).TrimEnd('\n') + string.Create(CultureInfo.InvariantCulture, $" egress={port}");
        string image = folder.File("test.eif");
        using Process process = Process.Start(new ProcessStartInfo(
            Path.Combine(Out, "image"),
            ["build", "--kernel", Kernel, "--cmdline", words, "--compressed-ramdisk", folder.File("guest.list"), "--output", image])
        {
            RedirectStandardOutput = true,
        })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return image;
    }
}
