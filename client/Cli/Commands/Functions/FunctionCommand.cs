using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Help;

namespace NeoServiceLayer.Cli.Commands.Functions;

/// <summary><c>nsl function dev|deploy|hash FILE</c>: what whoever writes a function does with its file.</summary>
internal static class FunctionCommand
{
    internal static readonly string[] Names = ["dev", "deploy", "hash"];

    internal static async Task<int> RunAsync(
        string name, ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        FunctionArguments given = FunctionArguments.Take(arguments, options, name);
        if (options.Help)
        {
            FunctionHelp.Write(outside.Output);
            return ExitCode.Done;
        }

        FunctionFile file = await FunctionFile.ReadAsync(given, outside, cancellationToken);
        return name switch
        {
            "dev" => await new DevCommand(file, given, options, outside).RunAsync(cancellationToken),
            "deploy" => await new DeployCommand(file, given, options, outside).RunAsync(cancellationToken),
            _ => HashCommand.Run(file, options, outside),
        };
    }
}
