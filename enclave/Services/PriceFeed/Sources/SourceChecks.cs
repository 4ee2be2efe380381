using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.PriceFeed.Numbers;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.PriceFeed.Sources;

/// <summary>What a source has to be before it is kept or asked.</summary>
internal static class SourceChecks
{
    private const int PinDigits = 64;

    /// <exception cref="RequestException">invalidRequest: what is wrong with which member.</exception>
    internal static void Require(SourceSettings source)
    {
        Check(source.SourceId.Length is >= 1 and <= PriceFeedLimits.MaxIdLength && source.SourceId.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'),
            $"source.sourceId: 1 to {PriceFeedLimits.MaxIdLength} of a to z, 0 to 9 and -.");
        Check(source.Group is null || source.Group.Length is >= 1 and <= PriceFeedLimits.MaxIdLength, $"source.group: 1 to {PriceFeedLimits.MaxIdLength} characters.");
        Check(source.UrlTemplate.Length <= PriceFeedLimits.MaxUrlLength && SourceUrl.Is(source.UrlTemplate),
            "source.urlTemplate: an https address, in which {name} may stand behind the host.");
        Check(source.Symbols.Count is >= 1 and <= PriceFeedLimits.MaxSymbolsPerSource
            && source.Symbols.All(pair => PriceReport.IsSymbol(pair.Key) && pair.Value.Length is >= 1 and <= PriceFeedLimits.MaxNameLength),
            $"source.symbols: 1 to {PriceFeedLimits.MaxSymbolsPerSource} symbols, each with a name of 1 to {PriceFeedLimits.MaxNameLength} characters.");
        Path(source.PricePath, "pricePath");
        Path(source.TimePath, "timePath");
        Path(source.NamePath, "namePath");
        Path(source.StatusPath, "statusPath");
        Check(source.StatusPath is null == source.StatusValue is null, "source.statusPath and source.statusValue: both or neither.");
        Range(source.Scale, -PriceText.MaxPower, PriceText.MaxPower, "scale");
        Range(source.MaxAgeSeconds, 1, 86_400, "maxAgeSeconds");
        Range(source.Weight, 1, PriceFeedLimits.MaxWeight, "weight");
        Range(source.TimeoutMs, 100, PriceFeedLimits.MaxTimeoutMs, "timeoutMs");
        Range(source.MaxPerMinute, 1, 6_000, "maxPerMinute");
        Check(source.TlsPin is null || (source.TlsPin.Length == PinDigits && source.TlsPin.All(char.IsAsciiHexDigit)), $"source.tlsPin: {PinDigits} hexadecimal digits.");
    }

    private static void Path(string? path, string member) => Check(
        path is null || (path.Length <= PriceFeedLimits.MaxPathLength && SourcePath.TryParse(path) is not null),
        $"source.{member}: a path such as $.data[0].last.");

    private static void Range(int? value, int least, int most, string member) =>
        Check(value is null || (value >= least && value <= most), $"source.{member}: {least} to {most}.");

    private static void Check(bool holds, string message)
    {
        if (!holds)
        {
            throw new RequestException(message);
        }
    }
}
