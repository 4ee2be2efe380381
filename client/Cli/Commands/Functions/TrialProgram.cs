using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Cli.Commands.Functions;

/// <summary>
/// The sandbox beside this program: <c>enclave-local --run-function</c>, a process for each run, which starts the worker that runs the
/// module. Secrets go to it by its standard input, and so into no list of processes.
/// </summary>
internal static class TrialProgram
{
    private const string Name = "enclave-local";

    /// <summary>Runs a module to its end.</summary>
    /// <param name="run">What is run.</param>
    /// <param name="folder">The folder of the program.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="UsageException">There is no sandbox here, or it refuses what it was given; one sentence.</exception>
    internal static async Task<TrialOutcome> RunAsync(TrialRun run, string folder, CancellationToken cancellationToken)
    {
        using Process process = Start(Path.Combine(folder, Name));
        try
        {
            await using (Stream input = process.StandardInput.BaseStream)
            {
                // Not SerializeAsync: that brings a fifth of a megabyte into the program, a state machine for each type of the contracts.
                await input.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(run, TrialJson.Default.TrialRun), cancellationToken);
            }

            Task<string> said = process.StandardError.ReadToEndAsync(cancellationToken);
            using MemoryStream answer = new();
            await process.StandardOutput.BaseStream.CopyToAsync(answer, cancellationToken);
            string errors = await said;
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize(answer.ToArray(), TrialJson.Default.TrialOutcome)!
                : throw new UsageException(errors.Trim() is { Length: > 0 } sentence ? sentence : $"{Name} ended with {process.ExitCode}.");
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            throw new UsageException($"{Name} beside this program is of another version: make build makes both.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(string program)
    {
        ProcessStartInfo start = new(program, ["--run-function"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new UsageException($"{program}, whose sandbox runs the function, cannot be started: make build puts it beside nsl.");
        }
    }
}
