using System.Text;
using System.Text.Json;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Cli.Commands.Functions;

/// <summary>
/// <c>nsl function dev FILE</c>: runs a module in the sandbox of this machine, with given parameters, and with <c>--watch</c> again whenever
/// its file has changed. What it stores is kept from run to run, as long as the command lives.
/// </summary>
internal sealed class DevCommand(FunctionFile file, FunctionArguments given, GlobalOptions options, Surroundings outside)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private readonly ValueReader values = new(outside.Input);

    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        outside.Error.WriteLine("nsl: in the sandbox of this machine: storage in memory, no chain and no wallet.");
        DateTime seen = Changed();
        TrialRun run = await BeginAsync(cancellationToken);
        TrialOutcome outcome = await OnceAsync(run, cancellationToken);
        while (given.Watch)
        {
            while (Changed() is var changed && (changed == seen || changed == default))
            {
                await Task.Delay(Glance, outside.Clock, cancellationToken);
            }

            seen = Changed();
            try
            {
                FunctionFile next = await FunctionFile.ReadAsync(given, outside, cancellationToken);
                outcome = await OnceAsync(run with { SourceCode = next.SourceCode, Values = outcome.Values }, cancellationToken);
            }
            catch (UsageException wrong)
            {
                // An editor is in the middle of writing, or has written what is no text: the next change is waited for.
                outside.Error.WriteLine("nsl: " + wrong.Message);
            }
        }

        return outcome.Error is null ? ExitCode.Done : ExitCode.Refused;
    }

    private DateTime Changed() => File.Exists(given.File) ? File.GetLastWriteTimeUtc(given.File) : default;

    private async Task<TrialOutcome> OnceAsync(TrialRun run, CancellationToken cancellationToken)
    {
        TrialOutcome outcome = await TrialProgram.RunAsync(run, outside.ProgramFolder, cancellationToken);
        if (options.Json)
        {
            AnswerWriter.Write(outside.Output, JsonSerializer.SerializeToUtf8Bytes(outcome, TrialJson.Default.TrialOutcome), json: true);
        }
        else
        {
            TrialWriter.Write(outside.Output, outcome);
        }

        if (outcome.Error is { } error)
        {
            outside.Error.WriteLine($"nsl: {JsonNamingPolicy.CamelCase.ConvertName(error.Code.ToString())}: {PlainText.Of(error.Message)}");
        }

        return outcome;
    }

    private async Task<TrialRun> BeginAsync(CancellationToken cancellationToken)
    {
        FunctionSource source = file.Source();
        Dictionary<string, string> secrets = new(StringComparer.Ordinal);
        foreach ((string name, string value) in source.Secrets)
        {
            if (ValueReader.IsLiteral(value))
            {
                outside.Error.WriteLine(
                    $"nsl: --secret {PlainText.Of(name)} stands on a command line, which is seen by others and kept in histories: write NAME=@file.");
            }

            secrets.Add(name, await values.ReadAsync(value, cancellationToken));
        }

        return new TrialRun
        {
            SourceCode = source.SourceCode,
            Handler = source.Handler,
            Parameters = given.Parameters is null ? null : await ParametersAsync(given.Parameters, cancellationToken),
            Limits = given.Limits,
            Environment = source.Environment,
            Secrets = secrets,
            AllowedHosts = source.AllowedHosts,
            Roots = given.Roots is null ? null : await values.ReadAsync("@" + given.Roots, cancellationToken),
            Values = new Dictionary<string, JsonElement>(),
            Seed = given.Seed,
            Time = given.Time,
        };
    }

    private async Task<JsonElement> ParametersAsync(string value, CancellationToken cancellationToken)
    {
        byte[] json = Encoding.UTF8.GetBytes(await values.ReadAsync(value, cancellationToken));
        StrictJsonError error = StrictJson.Check(json, out int offset);
        if (error != StrictJsonError.None)
        {
            throw new UsageException("--parameters takes JSON: " + StrictJsonProblem.Describe(error, offset));
        }

        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
