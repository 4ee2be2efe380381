using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Commands;
using NeoServiceLayer.Cli.Commands.Approvals;
using NeoServiceLayer.Cli.Commands.Functions;
using NeoServiceLayer.Cli.Commands.Operators;
using NeoServiceLayer.Cli.Commands.Sessions;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Cli.Help;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Cli.Receipts;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Cli;

/// <summary>The command <c>nsl</c> from its arguments to its exit code.</summary>
public static class NslCommand
{
    private static readonly string[] HandWritten = ["call", "doctor", "attest", "operator", "receipt", "session", "approve", "reject"];

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">The words behind the program's name.</param>
    /// <param name="outside">What the command reads, writes and may call.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Surroundings outside, CancellationToken cancellationToken)
    {
        try
        {
            return await ChooseAsync(new ArgumentQueue(arguments), new GlobalOptions(), outside, cancellationToken);
        }
        catch (UsageException failure)
        {
            return Fail(outside, ExitCode.Usage, failure.Message);
        }
        catch (NotTrustedException failure)
        {
            return Fail(outside, ExitCode.NotTrusted, $"not trusted: {failure.Check}: {failure.Message}");
        }
        catch (NslSealException failure)
        {
            return Fail(outside, ExitCode.NotTrusted, $"not trusted: seal: {failure.Message} Whether the request was done is not known.");
        }
        catch (NslRefusedException failure) when (failure.ErrorCode == ErrorCode.SealBroken.Name)
        {
            return Fail(
                outside, ExitCode.NotTrusted,
                "not trusted: sealKey: What was sealed to the enclave that was attested last does not open. It was started anew, or another one answers: "
                + "nsl attest --pcrs FILE says who is there, and keeps its key.");
        }
        catch (NslRefusedException failure) when (failure.ErrorCode == ErrorCode.RolledBack.Name || failure.ErrorCode == ErrorCode.LineageEnded.Name)
        {
            string next = failure.ErrorCode == ErrorCode.LineageEnded.Name ? " nsl receipt accept-lineage ID takes it." : "";
            return Fail(outside, ExitCode.NotTrusted, $"not trusted: {failure.ErrorCode}: {failure.Detail}{next}");
        }
        catch (NslRefusedException failure)
        {
            string next = failure.ErrorCode == ErrorCode.ApprovalRequired.Name
                ? $" Others approve it with nsl approve ID; then repeat this with --request-id {failure.RequestId}."
                : "";
            return Fail(outside, ExitCode.Refused, $"{failure.ErrorCode}: {failure.Detail}{next}");
        }
        catch (NslReceiptException failure)
        {
            string repeat = failure.RequestId.Length > 0
                ? $" The request may have run; repeat it with --request-id {failure.RequestId} to have it done once."
                : "";
            return Fail(outside, ExitCode.NotTrusted, $"not trusted: {failure.Failed.Name()}: {failure.Message}{repeat}");
        }
        catch (NslUnreachableException failure)
        {
            string repeat = failure.MayHaveRun
                ? $" The request may have run; repeat it with --request-id {failure.RequestId} to have it done once."
                : "";
            return Fail(outside, ExitCode.NotReachable, failure.Message + repeat);
        }
    }

    private static async Task<int> ChooseAsync(
        ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        options.TakeAll(arguments);
        string? first = arguments.Take();
        if (options.Version)
        {
            outside.Output.WriteLine("nsl " + ProductVersion.Text);
            return ExitCode.Done;
        }

        switch (first)
        {
            case null:
                GeneralHelp.Write(outside.Output, outside.Operations);
                return ExitCode.Done;
            case "call" when !HelpNext(arguments, options):
                return await CallCommand.RunAsync(arguments, options, outside, cancellationToken);
            case "doctor" when !HelpNext(arguments, options):
                return await DoctorCommand.RunAsync(arguments, options, outside, cancellationToken);
            case "receipt":
                return await ReceiptCommand.RunAsync(arguments, options, outside, cancellationToken);
            case "attest":
                return await AttestCommand.RunAsync(arguments, options, outside, cancellationToken);
            case "operator":
                return await OperatorCommand.RunAsync(arguments, options, outside, cancellationToken);
            case "session":
                return await SessionCommand.RunAsync(arguments, options, outside, cancellationToken);
            case "approve" or "reject":
                return await ApprovalCommand.RunAsync(first == "approve", arguments, options, outside, cancellationToken);
            case "function" when FunctionNext(arguments, options) is { } command:
                return await FunctionCommand.RunAsync(command, arguments, options, outside, cancellationToken);
            case "call" or "doctor":
                GeneralHelp.Write(outside.Output, outside.Operations);
                return ExitCode.Done;
            default:
                return await ServiceAsync(first, arguments, options, outside, cancellationToken);
        }
    }

    private static async Task<int> ServiceAsync(
        string name, ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        Operation[] service = [.. outside.Operations.Where(operation => Spelling.Matches(name, operation.Service))];
        if (service.Length == 0)
        {
            IEnumerable<string> names = outside.Operations.Select(operation => operation.Service).Distinct().Concat(HandWritten);
            throw new UsageException($"There is no service '{name}'{NearestName.Hint(name, names)}");
        }

        options.TakeAll(arguments);
        if (arguments.Take() is not string wanted)
        {
            if (!options.Help)
            {
                throw new UsageException($"The operation is missing; nsl {name} --help lists those of {name}.");
            }

            GeneralHelp.Service(outside.Output, service[0].Service, service);
            return ExitCode.Done;
        }

        Operation? operation = service.FirstOrDefault(operation => Spelling.Matches(wanted, operation.Name));
        return operation is null
            ? throw new UsageException(
                $"{service[0].Service} has no operation '{wanted}'{NearestName.Hint(wanted, service.Select(known => known.Name))}")
            : operation == AccountOperations.Register ? await RegisterCommand.RunAsync(arguments, options, outside, cancellationToken)
            : operation == SecretsOperations.GetSecretValue ? await SecretValueCommand.RunAsync(arguments, options, outside, cancellationToken)
            : await OperationCommand.RunAsync(operation, arguments, options, outside, cancellationToken);
    }

    private static bool HelpNext(ArgumentQueue arguments, GlobalOptions options) => options.Help || arguments.Peek == "--help";

    /// <summary>The hand-written command of the service that is next, which is taken; null: it is an operation.</summary>
    private static string? FunctionNext(ArgumentQueue arguments, GlobalOptions options)
    {
        options.TakeAll(arguments);
        return FunctionCommand.Names.Contains(arguments.Peek) ? arguments.Take() : null;
    }

    private static int Fail(Surroundings outside, int code, string sentence)
    {
        outside.Error.WriteLine("nsl: " + PlainText.Of(sentence));
        return code;
    }
}
