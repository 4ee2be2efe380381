using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.PriceFeed;

namespace NeoServiceLayer.Gateway.Prices;

/// <summary>A report as streams send it: written once for all subscribers.</summary>
internal sealed record StreamedReport(string Symbol, long Round, string Data)
{
    internal static StreamedReport Of(PriceReport report, SignedReport signed) => new(
        report.Symbol, (long)report.Round, Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(signed, PriceFeedResponseJson.Default.SignedReport)));

    /// <summary>The same of one that was kept: it was read when it came.</summary>
    internal static StreamedReport Of(SignedReport signed) => Of(
        PriceReport.TryRead(Convert.FromBase64String(signed.Report)) ?? throw new InvalidOperationException("A report was kept that is none."), signed);
}
