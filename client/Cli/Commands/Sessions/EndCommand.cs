using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Cli.Sealing;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Contracts.Account;

namespace NeoServiceLayer.Cli.Commands.Sessions;

/// <summary><c>nsl session end</c>: ends the home's session, and forgets its key.</summary>
internal static class EndCommand
{
    internal static async Task<int> RunAsync(GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        NslHome home = NslHome.Find(options, outside.Variable);
        using CallerOf caller = CallerOf.Session(home, outside);
        Uri gateway = Gateway.Address(options, outside.Variable);
        SealTarget? target = await new Sealer(options, outside).TargetAsync(AccountOperations.EndSession, gateway, cancellationToken);
        using NslClient client = new(gateway, caller.Settings(gateway, outside) with { SealedTo = target });
        await client.CallAsync(AccountOperations.EndSession, new EndSessionRequest(), Gateway.Options(options, caller, target), cancellationToken);
        home.DeleteSession();
        AnswerWriter.Write(outside.Output, "{}"u8.ToArray(), options.Json);
        return ExitCode.Done;
    }
}
