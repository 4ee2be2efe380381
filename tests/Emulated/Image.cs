using System.Diagnostics;
using NeoServiceLayer.Tests.Conformance.Enclaves;

namespace NeoServiceLayer.Tests.Emulated;

/// <summary>
/// An image of the release that <c>make eif</c> made last, with another configuration: all but the second ramdisk is what ships.
/// </summary>
/// <param name="File">The image.</param>
/// <param name="Measurements">Its measurements, as <c>image build</c> prints them.</param>
internal sealed record Image(string File, string Measurements)
{
    internal static Image Build(SocketFolder folder, string configuration)
    {
        string parts = Path.Combine(Repository.Root, "out", "nsl.parts");
        string kernel = Environment.GetEnvironmentVariable("KERNEL") ?? throw new InvalidOperationException("KERNEL must name the bzImage.");
        System.IO.File.WriteAllText(folder.File("config.json"), configuration);
        System.IO.File.Copy(Path.Combine(parts, "operator.list"), folder.File("operator.list"));
        string image = folder.File("nsl.eif");
        string measurements = Run(
            Path.Combine(Repository.Root, "out", "image"), "build", "--kernel", kernel, "--cmdline-file", Path.Combine(Repository.Root, "nitro", "cmdline"),
            "--compressed-ramdisk", Path.Combine(parts, "release.list"), "--ramdisk", folder.File("operator.list"), "--output", image);
        return new Image(image, measurements);
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return said;
    }
}
