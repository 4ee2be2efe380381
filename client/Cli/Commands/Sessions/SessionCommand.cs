using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Help;
using NeoServiceLayer.Contracts.Account;

namespace NeoServiceLayer.Cli.Commands.Sessions;

/// <summary><c>nsl session</c>: opens a session of the home by a Neo key or a passkey, lists the account's, and ends them.</summary>
internal static class SessionCommand
{
    private static readonly string[] Names = ["start", "challenge", "list", "end"];

    internal static async Task<int> RunAsync(
        ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        options.TakeAll(arguments);
        string? name = arguments.Take();
        if (options.Help || name is null || arguments.Peek == "--help")
        {
            SessionHelp.Write(outside.Output);
            return ExitCode.Done;
        }

        switch (name)
        {
            case "start":
                return await StartCommand.RunAsync(SessionArguments.Take(arguments, options, name), options, outside, cancellationToken);
            case "challenge":
                options.TakeRest(arguments);
                return await ChallengeCommand.RunAsync(options, outside, cancellationToken);
            case "list":
                return await OperationCommand.RunAsync(AccountOperations.ListSessions, arguments, options, outside, cancellationToken);
            case "end":
                return arguments.Peek is null
                    ? await EndCommand.RunAsync(options, outside, cancellationToken)
                    : await OperationCommand.RunAsync(AccountOperations.EndSession, arguments, options, outside, cancellationToken);
            default:
                throw new UsageException($"session has no command '{name}'{NearestName.Hint(name, Names)}");
        }
    }
}
