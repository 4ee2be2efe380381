using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Contracts.PriceFeed;

namespace NeoServiceLayer.Cli.Commands.Prices;

/// <summary>The command line of <c>nsl pricefeed watch</c> and <c>verify</c>.</summary>
internal sealed record PriceArguments
{
    /// <summary>The words that are no flags: symbols to watch, or the file to verify.</summary>
    internal required IReadOnlyList<string> Words { get; init; }

    /// <summary>The feed key, if the command line names it: whoever has it from elsewhere needs no attestation.</summary>
    internal string? FeedKey { get; init; }

    /// <summary>After how many reports to end; null: never.</summary>
    internal int? Count { get; init; }

    internal static PriceArguments Take(ArgumentQueue arguments, GlobalOptions options)
    {
        PriceArguments taken = new() { Words = [] };
        List<string> words = [];
        while (arguments.Peek is not null)
        {
            if (!arguments.AtFlag)
            {
                words.Add(arguments.Take()!);
                continue;
            }

            Flag flag = arguments.TakeFlag();
            taken = flag.Name switch
            {
                "feed-key" => taken with { FeedKey = flag.Value() },
                "count" => taken with { Count = ReadCount(flag.Value()) },
                _ when options.TryTake(flag) => taken,
                _ => throw new UsageException($"There is no option --{flag.Name}{NearestName.Hint(flag.Name, ["feed-key", "count"], "--")}"),
            };
        }

        return taken with { Words = words };
    }

    /// <summary>The words as symbols; commas part them too.</summary>
    internal IReadOnlyList<string> Symbols()
    {
        string[] symbols = [.. Words.SelectMany(word => word.Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct()];
        return symbols.Length is >= 1 and <= PriceFeedLimits.MaxSymbolsPerRequest && symbols.All(PriceReport.IsSymbol)
            ? symbols
            : throw new UsageException($"watch takes 1 to {PriceFeedLimits.MaxSymbolsPerRequest} symbols of feeds, such as NEO/USD.");
    }

    private static int ReadCount(string text) => int.TryParse(text, out int count) && count > 0 ? count : throw new UsageException("--count takes a number from 1 on.");
}
