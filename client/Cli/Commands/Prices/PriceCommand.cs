using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Help;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Cli.Commands.Prices;

/// <summary><c>nsl pricefeed watch|verify</c>: reports as they are made, or one that was kept; each is verified before it is shown.</summary>
internal static class PriceCommand
{
    internal const string Watch = "watch";
    internal const string Verify = "verify";

    internal static async Task<int> RunAsync(
        string name, ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        PriceArguments wanted = PriceArguments.Take(arguments, options);
        if (options.Help)
        {
            PriceHelp.Write(outside.Output);
            return ExitCode.Done;
        }

        if (name == Watch)
        {
            IReadOnlyList<string> symbols = wanted.Symbols();
            PublicKey watched = await TrustedFeedKey.FindAsync(wanted, options, outside, cancellationToken);
            return await new PriceWatch(symbols, watched, wanted.Count, options, outside).RunAsync(cancellationToken);
        }

        if (wanted.Words is not [string file])
        {
            throw new UsageException("verify takes the file of a report, or - for what comes in: an object with report and signature.");
        }

        byte[] json = file == "-" ? await ReadAsync(outside.Input, cancellationToken) : await NamedFile.ReadAsync(file, cancellationToken);
        PublicKey key = await TrustedFeedKey.FindAsync(wanted, options, outside, cancellationToken);
        JsonObject said = ReportJudge.Describe(ReportJudge.Judge(json, key));
        said["verified"] = true;
        AnswerWriter.Write(outside.Output, Encoding.UTF8.GetBytes(said.ToJsonString()), options.Json);
        return ExitCode.Done;
    }

    private static async Task<byte[]> ReadAsync(Stream input, CancellationToken cancellationToken)
    {
        using MemoryStream all = new();
        await input.CopyToAsync(all, cancellationToken);
        return all.ToArray();
    }
}
