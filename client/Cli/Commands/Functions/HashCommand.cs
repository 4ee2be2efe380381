using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Output;

namespace NeoServiceLayer.Cli.Commands.Functions;

/// <summary><c>nsl function hash FILE</c>: what grants have to name, reckoned here and by nobody else.</summary>
internal static class HashCommand
{
    internal static int Run(FunctionFile file, GlobalOptions options, Surroundings outside)
    {
        JsonObject answer = new() { ["sourceHash"] = file.Source().Hash(), ["codeHash"] = file.CodeHash };
        AnswerWriter.Write(outside.Output, Encoding.UTF8.GetBytes(answer.ToJsonString()), options.Json);
        return ExitCode.Done;
    }
}
