using System.Runtime.InteropServices;
using NeoServiceLayer.Cli;
using NeoServiceLayer.Contracts;

using CancellationTokenSource stopping = new();
int ended = ExitCode.Interrupted;
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCode.Interrupted));
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCode.Terminated));

using Stream input = Console.OpenStandardInput();
Surroundings surroundings = new()
{
    Input = input,
    Output = Console.Out,
    Error = Console.Error,
    Variable = Environment.GetEnvironmentVariable,
    Operations = Operations.All,
};
try
{
    return await NslCommand.RunAsync(args, surroundings, stopping.Token);
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return ended;
}

void Stop(PosixSignalContext context, int code)
{
    context.Cancel = true;
    ended = code;
    stopping.Cancel();
}
