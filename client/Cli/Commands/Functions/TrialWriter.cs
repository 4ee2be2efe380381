using System.Globalization;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Cli.Commands.Functions;

/// <summary>Writes how a run went for people: its log, its result, what it took.</summary>
internal static class TrialWriter
{
    internal static void Write(TextWriter output, TrialOutcome outcome)
    {
        foreach (ExecutionLogLine line in outcome.Logs)
        {
            output.WriteLine($"{line.Level,-5} {PlainText.Of(line.Text)}");
        }

        foreach (string place in outcome.Error?.Stack?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            output.WriteLine("      " + PlainText.Of(place));
        }

        if (outcome.Result is { } result)
        {
            output.WriteLine("result: " + PlainText.Of(result.GetRawText()));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"meter:  {outcome.Statements} statements, {outcome.HostCalls} calls to the outside, {outcome.DurationMs} ms, {outcome.Values.Count} values stored"));
    }
}
