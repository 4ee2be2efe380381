using System.Runtime.InteropServices;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Contracts;

namespace NeoServiceLayer.Cli;

/// <summary>The command as a program: on this process's streams and environment, ended by its signals.</summary>
public static class NslProgram
{
    /// <summary>Runs it.</summary>
    /// <param name="arguments">The words behind the program's name.</param>
    /// <param name="documents">How documents are judged.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, IDocumentVerifier documents)
    {
        using CancellationTokenSource stopping = new();
        int ended = ExitCode.Interrupted;
        void Stop(PosixSignalContext context, int code)
        {
            context.Cancel = true;
            ended = code;
            stopping.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCode.Interrupted));
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCode.Terminated));
        await using Stream input = Console.OpenStandardInput();
        Surroundings surroundings = new()
        {
            Input = input,
            Output = Console.Out,
            Error = Console.Error,
            Variable = Environment.GetEnvironmentVariable,
            Operations = Operations.All,
            Documents = documents,
        };
        try
        {
            return await NslCommand.RunAsync(arguments, surroundings, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return ended;
        }
    }
}
