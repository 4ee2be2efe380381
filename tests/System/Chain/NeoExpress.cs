using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>A running command of neo-express; it is gone when this is disposed.</summary>
internal sealed class NeoExpress : IDisposable
{
    private static readonly string Program = Path.Combine(
        typeof(NeoExpress).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "NeoReferenceFolder").Value!,
        "neoxp.dll");

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();

    private NeoExpress(Process process) => this.process = process;

    /// <summary>Starts a command.</summary>
    /// <param name="home">Where it keeps what it keeps.</param>
    /// <param name="arguments">The command and its arguments.</param>
    internal static NeoExpress Start(string home, params IEnumerable<string> arguments)
    {
        Assert.True(File.Exists(Program), $"{Program} is not there: `dotnet restore` brings neo-express.");
        ProcessStartInfo start = new("dotnet", ["--roll-forward", "Major", Program, .. arguments])
        {
            WorkingDirectory = home,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = home;
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // whose socket a killed process would leave behind
        NeoExpress command = new(Process.Start(start)!);
        command.process.OutputDataReceived += command.Keep;
        command.process.ErrorDataReceived += command.Keep;
        command.process.BeginOutputReadLine();
        command.process.BeginErrorReadLine();
        return command;
    }

    /// <summary>Runs a command to its end; gives what it said.</summary>
    internal static async Task<string> RunAsync(string home, params IEnumerable<string> arguments)
    {
        using NeoExpress command = Start(home, arguments);
        await command.EndAsync();
        return command.process.ExitCode == 0 ? string.Join('\n', command.said) : throw command.Failure();
    }

    /// <summary>Waits for its end, and until its last words are here.</summary>
    internal Task EndAsync() => process.WaitForExitAsync(TestContext.Current.CancellationToken);

    /// <summary>What to say when it has ended and should not have.</summary>
    internal InvalidOperationException Failure() => new(
        "neo-express, the private chain of the tests, does not run (it needs Debian's libsnappy1v5, which `build/install-packages tests` "
        + $"installs); it ended with {process.ExitCode} and said: {string.Join(" | ", said.TakeLast(3))}");

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (!string.IsNullOrWhiteSpace(line.Data))
        {
            said.Enqueue(line.Data);
        }
    }
}
