using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Client.Stamping;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary><c>nsl operator key</c>: makes an operator's key, and says what the measured configuration must have of it.</summary>
internal static class KeyCommand
{
    internal static int Run(OperatorArguments arguments, Surroundings outside)
    {
        using AccountKey key = AccountKey.Create();
        try
        {
            OwnFile.Write(arguments.Key!, key.ExportPem(), FileMode.CreateNew);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The key '{arguments.Key}' cannot be written: {failure.Message}");
        }

        // One line of JSON whatever --json says: it goes into the configuration's operators.members.
        outside.Output.WriteLine(new JsonObject
        {
            ["name"] = arguments.Name,
            ["key"] = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = key.Public.X, ["y"] = key.Public.Y },
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = false }));
        return ExitCode.Done;
    }
}
