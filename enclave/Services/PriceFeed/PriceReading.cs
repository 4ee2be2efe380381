using System.Globalization;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.PriceFeed.Feeds;
using NeoServiceLayer.Enclave.PriceFeed.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.PriceFeed;

/// <summary>Gives prices: signed rounds, young enough or none.</summary>
internal sealed class PriceReading(PriceFeedDocuments documents, IStateStore store, TimeProvider clock, ReportNews news)
{
    private const int MaxAgeSeconds = 86_400;
    private const int UsualReports = 100;
    private const int MostReports = 1_000;

    /// <exception cref="RequestException">notFound; conflict: the feed has no round yet, or none that is young enough.</exception>
    internal ValueTask<PriceResponse> LatestAsync(GetLatestPriceRequest request)
    {
        if (request.MaxAgeSeconds is < 1 or > MaxAgeSeconds)
        {
            throw new RequestException($"maxAgeSeconds: 1 to {MaxAgeSeconds}.");
        }

        return store.RunAsync(request.Symbol, state => LatestAsync(state, request));
    }

    internal async ValueTask<PriceResponse> LatestAsync(ITransaction state, GetLatestPriceRequest request)
    {
        FeedDocument feed = await documents.RequireFeedAsync(state, request.Symbol);
        if (feed.RoundAt is not { } time || await documents.RoundsAsync(state, request.Symbol, feed.Round, limit: 1) is not [var last])
        {
            throw new RequestException(ErrorCode.PriceStale, "The feed has no round yet.");
        }

        TimeSpan age = clock.GetUtcNow() - new DateTimeOffset(time);
        TimeSpan allowed = request.MaxAgeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : FeedAge.Usual(feed.Settings);
        return age <= allowed
            ? Describe(last)
            : throw new RequestException(
                ErrorCode.PriceStale,
                string.Create(CultureInfo.InvariantCulture, $"The feed's last round, {feed.Round}, is {(long)age.TotalSeconds} seconds old, and {(long)allowed.TotalSeconds} are allowed: its sources do not answer, or it rests."));
    }

    internal ValueTask<ListReportsResponse> ReportsAsync(ListReportsRequest request)
    {
        int limit = request.Limit ?? UsualReports;
        if (limit is < 1 or > MostReports)
        {
            throw new RequestException($"limit: 1 to {MostReports}.");
        }

        return store.RunAsync(request.Symbol, async state =>
        {
            FeedDocument feed = await documents.RequireFeedAsync(state, request.Symbol);
            IReadOnlyList<LogEntry<RoundDocument>> rounds = feed.Round == 0 ? [] : await documents.RoundsAsync(state, request.Symbol, request.FromRound, limit);
            return new ListReportsResponse { Reports = [.. rounds.Select(round => Signed(round.Value))], LastRound = feed.Round };
        });
    }

    /// <summary>News; or, to a gateway that has been nowhere or knows another boot, the last round of each feed.</summary>
    internal async ValueTask<AwaitReportsResponse> AwaitAsync(AwaitReportsRequest request)
    {
        if (request.After is { } after && await news.AwaitAsync(after, request.WaitMs) is { } found)
        {
            return found;
        }

        string here = news.Here();
        IReadOnlyList<SignedReport> last = await store.RunAsync("price-catalogue", async state =>
        {
            List<SignedReport> reports = [];
            foreach (string symbol in (await documents.CatalogueAsync(state)).Feeds)
            {
                FeedDocument feed = await documents.RequireFeedAsync(state, symbol);
                reports.AddRange(feed.Round == 0 ? [] : (await documents.RoundsAsync(state, symbol, feed.Round, limit: 1)).Select(round => Signed(round.Value)));
            }

            return reports;
        });
        return new AwaitReportsResponse { Reports = last, Next = here };
    }

    internal static SignedReport Signed(RoundDocument round) => new()
    {
        Report = Convert.ToBase64String(round.Report),
        Signature = Convert.ToBase64String(round.Signature),
    };

    private static PriceResponse Describe(LogEntry<RoundDocument> entry)
    {
        RoundDocument round = entry.Value;
        PriceReport report = PriceReport.TryRead(round.Report) ?? throw new InvalidOperationException("A round was kept whose report is none.");
        SignedReport signed = Signed(round);
        return new PriceResponse
        {
            Symbol = report.Symbol,
            Round = entry.Sequence,
            Price = report.Price.ToString(CultureInfo.InvariantCulture),
            Exponent = report.Exponent,
            Confidence = report.Confidence.ToString(CultureInfo.InvariantCulture),
            Average = round.Average,
            Time = report.Time.UtcDateTime,
            Used = [.. round.Sources.Where((_, index) => (report.Sources & (1u << index)) != 0)],
            Rejected = round.Rejected,
            Report = signed.Report,
            Signature = signed.Signature,
        };
    }
}
