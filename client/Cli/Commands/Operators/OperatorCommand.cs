using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Help;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary><c>nsl operator</c>: what those do who hold a deployment's root key in shares.</summary>
internal static class OperatorCommand
{
    private static readonly string[] Names = ["key", "status", "genesis", "accept", "provide", "rotate", "accept-state"];

    internal static async Task<int> RunAsync(
        ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        options.TakeAll(arguments);
        string? name = arguments.Take();
        if (options.Help || name is null || arguments.Peek == "--help")
        {
            OperatorHelp.Write(outside.Output);
            return ExitCode.Done;
        }

        OperatorArguments Take(params ReadOnlySpan<string> flags) => OperatorArguments.Take(arguments, options, name, flags);
        switch (name)
        {
            case "key":
                return KeyCommand.Run(Take("key!", "name!"), outside);
            case "status":
                return await StatusCommand.RunAsync(Take("share", "pcrs", "local-root", "lineage"), options, outside, cancellationToken);
        }

        using OperatorSession session = name switch
        {
            "genesis" or "rotate" => await OperatorSession.OpenAsync(Take("key!", "pcrs!", "local-root"), options, outside, cancellationToken),
            "accept" => await OperatorSession.OpenAsync(Take("key!", "share!", "pcrs!", "local-root"), options, outside, cancellationToken),
            "provide" => await OperatorSession.OpenAsync(Take("key!", "share!", "pcrs!", "local-root", "new", "lineage"), options, outside, cancellationToken),
            "accept-state" => await OperatorSession.OpenAsync(Take("key!", "pcrs!", "local-root", "head!", "reason!"), options, outside, cancellationToken),
            _ => throw new UsageException($"operator has no command '{name}'{NearestName.Hint(name, Names)}"),
        };
        return name switch
        {
            "genesis" => await ApproveCommand.GenesisAsync(session, cancellationToken),
            "rotate" => await ApproveCommand.RotateAsync(session, cancellationToken),
            "accept" => await AcceptCommand.RunAsync(session, cancellationToken),
            "accept-state" => await AcceptStateCommand.RunAsync(session, cancellationToken),
            _ => await ProvideCommand.RunAsync(session, cancellationToken),
        };
    }
}
