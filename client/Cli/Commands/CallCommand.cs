using System.Text;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Cli.Sealing;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Cli.Commands;

/// <summary><c>nsl call SERVICE OPERATION '{json}'</c>: a payload as it is, also for operations that this version does not know.</summary>
internal static class CallCommand
{
    internal static async Task<int> RunAsync(
        ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        options.TakeAll(arguments);
        string service = Name(arguments, "service");
        string operation = Name(arguments, "operation");
        options.TakeAll(arguments);
        string value = arguments.Take() ?? "{}";
        options.TakeRest(arguments);

        // What surrounds the object is not part of the payload, and so not of what is stamped.
        string text = await new ValueReader(outside.Input).ReadAsync(value, cancellationToken);
        byte[] payload = Encoding.UTF8.GetBytes(text.Trim(' ', '\t', '\r', '\n'));
        Check(payload);
        using CallerOf caller = CallerOf.Name(service, operation, options, outside);
        Uri gateway = Gateway.Address(options, outside.Variable);
        SealTarget? target = await new Sealer(options, outside).TargetAsync(service, operation, gateway, cancellationToken);
        using NslClient client = new(gateway, caller.Settings(gateway, outside) with { SealedTo = target });
        RawResponse response = await client.CallRawAsync(
            service, operation, payload, Gateway.Options(options, caller, target), cancellationToken);
        AnswerWriter.Write(outside.Output, response.Payload, options.Json);
        return ExitCode.Done;
    }

    private static string Name(ArgumentQueue arguments, string what)
    {
        string name = arguments.Take() ?? throw new UsageException($"The {what} is missing: nsl call SERVICE OPERATION '{{json}}'.");
        return name.Length > 0 && name.All(char.IsAsciiLetterOrDigit)
            ? name
            : throw new UsageException($"'{name}' is no {what}'s name: letters and digits, as in getStatus.");
    }

    private static void Check(byte[] payload)
    {
        StrictJsonError error = StrictJson.Check(payload, out int offset);
        if (error != StrictJsonError.None)
        {
            throw new UsageException(StrictJsonProblem.Describe(error, offset));
        }

        if (payload[0] != (byte)'{')
        {
            throw new UsageException("A payload is a JSON object.");
        }
    }
}
