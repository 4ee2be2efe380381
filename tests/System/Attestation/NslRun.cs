using System.Diagnostics;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary>One run of the published nsl, to its end.</summary>
internal sealed record NslRun(int Code, string Output, string Error)
{
    /// <param name="gateway">The gateway that it asks.</param>
    /// <param name="home">The folder of its account.</param>
    /// <param name="arguments">The words behind the program's name.</param>
    internal static async Task<NslRun> Async(Uri gateway, string home, params string[] arguments)
    {
        ProcessStartInfo start = new(Published.PathOf("nsl"), ["--url", gateway.ToString(), "--home", home, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new NslRun(process.ExitCode, await output, error);
    }

    /// <summary>It must have ended with 4, and have named the check.</summary>
    internal void MustNotTrust(string check)
    {
        Assert.Equal((4, ""), (Code, Output));
        Assert.StartsWith($"nsl: not trusted: {check}: ", Error, StringComparison.Ordinal);
    }
}
