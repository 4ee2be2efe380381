using System.Globalization;
using System.Text;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Cli.Commands.Prices;

/// <summary>Follows a gateway's stream of prices: a line a round, and from where it was when the stream breaks.</summary>
internal sealed class PriceWatch(IReadOnlyList<string> symbols, PublicKey key, int? count, GlobalOptions options, Surroundings outside)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, PriceReport> last = [];
    private string? place;
    private int shown;

    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using NslClient client = new(Gateway.Address(options, outside.Variable));
        bool connected = false;
        while (true)
        {
            try
            {
                await foreach (StreamEvent each in client.StreamPricesAsync(symbols, place, cancellationToken))
                {
                    connected = true;
                    Show(ReportJudge.Judge(Encoding.UTF8.GetBytes(each.Data), key));
                    place = each.Id ?? place;
                    if (shown == count)
                    {
                        return ExitCode.Done;
                    }
                }
            }
            catch (NslUnreachableException) when (connected)
            {
                // It broke: on from where it was.
            }

            await Task.Delay(Pause, outside.Clock, cancellationToken);
        }
    }

    /// <summary>A stream that goes back in rounds or in time is not believed, however well it is signed.</summary>
    private void Show(PriceReport report)
    {
        if (!symbols.Contains(report.Symbol) || (last.TryGetValue(report.Symbol, out PriceReport? before) && (report.Round <= before.Round || report.Time < before.Time)))
        {
            return;
        }

        last[report.Symbol] = report;
        shown++;
        if (options.Json)
        {
            outside.Output.WriteLine(ReportJudge.Describe(report).ToJsonString());
            return;
        }

        string price = ReportJudge.Decimal(report.Price, report.Exponent);
        string confidence = ReportJudge.Decimal(report.Confidence, report.Exponent);
        outside.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {report.Symbol,-16}  round {report.Round,-8}  {price,24} ± {confidence}  {Move(before, report)}"));
    }

    private static string Move(PriceReport? before, PriceReport report) =>
        before is null || before.Exponent != report.Exponent ? "" : report.Price > before.Price ? "up" : report.Price < before.Price ? "down" : "same";
}
