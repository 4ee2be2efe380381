using System.Diagnostics;
using System.Text;
using Xunit;

namespace NeoServiceLayer.Tests.Image;

/// <summary>The machine's own cpio (a package that build/install-packages knows).</summary>
internal static class CpioOfTheSystem
{
    /// <summary>Runs it on an archive; gives the lines of its answer.</summary>
    internal static string[] Run(byte[] archive, string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("cpio", [.. arguments, "--quiet"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";
        using Process cpio = Process.Start(start)!;
        Task<string> output = cpio.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = cpio.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        cpio.StandardInput.BaseStream.Write(archive);
        cpio.StandardInput.Close();
        cpio.WaitForExit();
        Assert.Equal((0, ""), (cpio.ExitCode, errors.Result));
        return output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
