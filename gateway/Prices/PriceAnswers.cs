using System.Globalization;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Gateway.ServiceLayer;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Gateway.Prices;

/// <summary>What the gateway answers of prices: reports, which verify by themselves, and a history, which says that it is not trusted.</summary>
internal sealed class PriceAnswers(ReportStore store, TimeProvider clock)
{
    private const int UsualCandles = 500;
    private const int MostCandles = 1_000;

    internal void Bind(ParentAnswers answers) => answers
        .Bind(PriceFeedOperations.GetPriceReport, GetReports)
        .Bind(PriceFeedOperations.GetPriceHistory, GetHistory);

    private GetPriceReportResponse GetReports(GetPriceReportRequest request)
    {
        if (request.Symbols.Count is < 1 or > PriceFeedLimits.MaxSymbolsPerRequest)
        {
            throw new RequestException($"symbols: 1 to {PriceFeedLimits.MaxSymbolsPerRequest} of them.");
        }

        return new GetPriceReportResponse
        {
            Reports =
            [
                .. request.Symbols.Select(symbol => store.Latest(symbol)
                    ?? throw new RequestException(ErrorCode.NotFound, "The gateway has no report of one of these feeds.")),
            ],
        };
    }

    private GetPriceHistoryResponse GetHistory(GetPriceHistoryRequest request)
    {
        int limit = request.Limit ?? UsualCandles;
        if (limit is < 1 or > MostCandles)
        {
            throw new RequestException($"limit: 1 to {MostCandles}.");
        }

        DateTimeOffset from = request.Cursor is { } cursor ? ReadCursor(cursor) : Utc(request.From, "from");
        DateTimeOffset to = request.To is { } end ? Utc(end, "to") : clock.GetUtcNow();
        (IReadOnlyList<PriceCandle> found, int exponent) = store.Candles(request.Symbol, Seconds(request.Interval), from, to, limit + 1);
        bool more = found.Count > limit;
        return new GetPriceHistoryResponse
        {
            Exponent = exponent,
            Candles = more ? [.. found.Take(limit)] : found,
            NextCursor = more ? WriteCursor(found[limit].Time) : null,
            Trusted = false,
        };
    }

    /// <summary>A cursor is where the next period begins, in seconds since 1970.</summary>
    private static string WriteCursor(DateTime time) => new DateTimeOffset(time).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadCursor(string cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new RequestException("cursor: the last response's nextCursor.");

    private static DateTimeOffset Utc(DateTime time, string member) =>
        time.Kind == DateTimeKind.Utc ? new DateTimeOffset(time) : throw new RequestException($"{member}: a time in UTC, with Z at its end.");

    private static int Seconds(PriceInterval interval) => interval switch
    {
        PriceInterval.FiveMinutes => 300,
        PriceInterval.Hour => 3_600,
        PriceInterval.Day => 86_400,
        _ => 60,
    };
}
