using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Cli.Commands.Prices;

/// <summary>Judges a signed report.</summary>
internal static class ReportJudge
{
    private const string Check = "report";

    /// <summary>The report, if the feed key signed it.</summary>
    /// <param name="json">An object with report and signature, and whatever else.</param>
    /// <param name="key">The feed key.</param>
    /// <exception cref="NotTrustedException">It is no report, or not signed by that key.</exception>
    internal static PriceReport Judge(ReadOnlySpan<byte> json, PublicKey key)
    {
        try
        {
            SignedReport signed = JsonSerializer.Deserialize(json, PriceFeedResponseJson.Default.SignedReport) ?? throw new JsonException();
            byte[] bytes = Convert.FromBase64String(signed.Report);
            PriceReport report = PriceReport.TryRead(bytes) ?? throw new NotTrustedException(Check, "The bytes are not those of a report.");
            return key.Verify(bytes, Convert.FromBase64String(signed.Signature))
                ? report
                : throw new NotTrustedException(Check, "The feed key did not sign this report.");
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            throw new NotTrustedException(Check, "There is no report with its signature.");
        }
    }

    /// <summary>What it says, for people and programs.</summary>
    internal static JsonObject Describe(PriceReport report) => new()
    {
        ["symbol"] = report.Symbol,
        ["round"] = report.Round,
        ["price"] = Decimal(report.Price, report.Exponent),
        ["confidence"] = Decimal(report.Confidence, report.Exponent),
        ["time"] = report.Time.UtcDateTime,
        ["network"] = report.Network,
        ["sources"] = BitOperations.PopCount(report.Sources),
        ["quotesHash"] = Convert.ToHexStringLower(report.QuotesHash.Span),
        ["configurationHash"] = Convert.ToHexStringLower(report.ConfigurationHash.Span),
    };

    /// <summary>An integer and its exponent as people write numbers.</summary>
    internal static string Decimal(UInt128 number, int exponent)
    {
        string digits = number.ToString(CultureInfo.InvariantCulture);
        if (exponent == 0)
        {
            return digits;
        }

        digits = digits.PadLeft(1 - exponent, '0');
        return digits[..^-exponent] + "." + digits[^-exponent..];
    }
}
