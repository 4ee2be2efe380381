using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Help;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Cli.Payloads;
using NeoServiceLayer.Cli.Sealing;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Schemas;

namespace NeoServiceLayer.Cli.Commands;

/// <summary><c>nsl SERVICE OPERATION [--field value …]</c>, for every operation.</summary>
internal static class OperationCommand
{
    internal static async Task<int> RunAsync(
        Operation operation, ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        Shape request = Shape.Of(PayloadMetadata.Request(operation));
        PayloadBuilder builder = new(request);
        ValueReader values = new(outside.Input);
        List<(Target Target, string Value)> given = Fields(arguments, builder, request, options, operation);
        if (options.Help)
        {
            OperationHelp.Write(outside.Output, operation);
            return ExitCode.Done;
        }

        foreach ((Target target, string value) in given)
        {
            if (target.Shape.IsSecret && ValueReader.IsLiteral(value))
            {
                outside.Error.WriteLine(
                    $"nsl: --{target.Name} is secret, and a command line is seen by others and kept in histories: write @file, or - for the standard input.");
            }

            builder.Add(target, target.Shape.Kind == ShapeKind.Bytes
                ? Convert.ToBase64String(await values.ReadBytesAsync(value, cancellationToken))
                : await values.ReadAsync(value, cancellationToken));
        }

        PayloadCheck.Check(builder.Payload, request);
        using CallerOf caller = CallerOf.Operation(operation, options, outside);
        Uri gateway = Gateway.Address(options, outside.Variable);
        SealTarget? recipient = await new Sealer(options, outside).TargetAsync(operation, gateway, cancellationToken);
        using NslClient client = new(gateway, caller.Settings(gateway, outside) with { SealedTo = recipient });
        RawResponse response = await client.CallRawAsync(
            operation.Service, operation.Name, Bytes(builder.Payload), Gateway.Options(options, caller, recipient), cancellationToken);
        AnswerWriter.Write(outside.Output, response.Payload, options.Json);
        return ExitCode.Done;
    }

    /// <summary>The operation's own fields come first; a global option is one only where there is no such field.</summary>
    private static List<(Target Target, string Value)> Fields(
        ArgumentQueue arguments, PayloadBuilder builder, Shape request, GlobalOptions options, Operation operation)
    {
        List<(Target, string)> given = [];
        while (arguments.Peek is string word)
        {
            if (!arguments.AtFlag)
            {
                throw new UsageException($"'{word}' is one word too many; fields are written --field value.");
            }

            Flag flag = arguments.TakeFlag();
            if (builder.Find(flag.Name) is Target target)
            {
                bool boolean = target.Shape.Kind == ShapeKind.Boolean;
                given.Add((target, boolean ? flag.OptionalValue(IsBoolean) ?? "true" : flag.Value()));
            }
            else if (!options.TryTake(flag))
            {
                IEnumerable<string> names = request.Fields.Select(field => field.Name).Concat(GlobalOptions.Names);
                throw new UsageException($"{operation} has no field {flag.Name}{NearestName.Hint(flag.Name, names, "--")}");
            }
        }

        return given;
    }

    private static bool IsBoolean(string word) => !word.StartsWith("--", StringComparison.Ordinal);

    private static byte[] Bytes(JsonObject payload)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter writer = new(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        payload.WriteTo(writer);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
