using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>One of the published programs, or a script of the repository's, running; it is gone when this is disposed.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> errors = new();

    private readonly bool isScript;

    private RunningProgram(Process process, bool isScript)
    {
        this.process = process;
        this.isScript = isScript;
    }

    /// <summary>The line with which it said that it is ready.</summary>
    internal string FirstLine { get; private set; } = "";

    /// <summary>What it has said on its error output so far, in lines: the gateway's log.</summary>
    internal IReadOnlyCollection<string> ErrorLines => errors;

    /// <summary>Starts a program, or by its path a script, and waits until it has said its first line.</summary>
    internal static Task<RunningProgram> StartAsync(string name, params string[] arguments) => StartAsync(name, [], arguments);

    /// <summary>The same with variables in its environment besides.</summary>
    internal static async Task<RunningProgram> StartAsync(string name, IReadOnlyList<(string Name, string Value)> environment, params string[] arguments)
    {
        bool isScript = name.Contains('/', StringComparison.Ordinal);
        string path = isScript ? Path.Combine(Published.Root, name) : Published.PathOf(name);
        ProcessStartInfo start = new(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string variable, string value) in environment)
        {
            start.Environment[variable] = value;
        }

        RunningProgram program = new(Process.Start(start)!, isScript);
        program.process.ErrorDataReceived += (_, line) => program.errors.Enqueue(line.Data ?? "");
        program.process.BeginErrorReadLine();
        program.FirstLine = await program.process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"{name} ended before it was ready.");
        return program;
    }

    /// <summary>The process's id.</summary>
    internal int Id => process.Id;

    /// <summary>Sends a signal by its name: STOP, CONT, TERM, KILL.</summary>
    internal async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Xunit.Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for its end; gives its exit code.</summary>
    internal async Task<int> EndAsync()
    {
        await process.WaitForExitAsync(Xunit.TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited && isScript)
        {
            // It ends what it has started.
            using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            process.WaitForExit();
        }
        else if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
