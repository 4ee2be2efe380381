using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Client;

namespace NeoServiceLayer.Cli.Commands;

/// <summary><c>nsl doctor</c>: what works, what does not, and what to do about it.</summary>
internal static class DoctorCommand
{
    internal static async Task<int> RunAsync(
        ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        options.TakeRest(arguments);
        Uri gateway = Gateway.Address(options, outside.Variable);
        using NslClient client = new(gateway);
        string name = gateway.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        IReadOnlyList<Check> checks = await new Checkup(client, name, outside.Clock).RunAsync(cancellationToken);
        if (options.Json)
        {
            outside.Output.WriteLine(Json(checks).ToJsonString());
        }
        else
        {
            Text(outside.Output, checks);
        }

        Check? failed = checks.FirstOrDefault(check => check.Ok == false);
        return failed?.Name switch
        {
            null => ExitCode.Done,
            "gateway" or "enclave" => ExitCode.NotReachable,
            _ => ExitCode.Refused,
        };
    }

    private static void Text(TextWriter output, IReadOnlyList<Check> checks)
    {
        List<string[]> rows = [];
        foreach (Check check in checks)
        {
            rows.Add([Word(check), check.Name, PlainText.Of(check.Found)]);
            if (check.Remedy is string remedy)
            {
                rows.Add(["", "", remedy]);
            }
        }

        Columns.Write(output, rows, "");
    }

    private static JsonObject Json(IReadOnlyList<Check> checks) => new()
    {
        ["checks"] = new JsonArray([.. checks.Select(check => new JsonObject
        {
            ["name"] = check.Name,
            ["result"] = Word(check),
            ["found"] = check.Found,
            ["remedy"] = check.Remedy,
        })]),
    };

    private static string Word(Check check) => check.Ok switch { true => "ok", false => "failed", null => "skipped" };
}
