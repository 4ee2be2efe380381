using System.Security.Cryptography;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.PriceFeed.Aggregation;
using NeoServiceLayer.Enclave.PriceFeed.Storage;

namespace NeoServiceLayer.Enclave.PriceFeed.Feeds;

/// <summary>Observes a cross rate: of the last rounds of its two feeds, where neither is older than its heartbeat and a half.</summary>
internal sealed class CrossObserver(FeedDocument feed, PriceFeedDocuments documents, IStateStore state, TimeProvider clock)
{
    internal async Task<Observation> ObserveAsync()
    {
        CrossSettings cross = feed.Settings.Cross!;
        (PriceReport? numerator, PriceReport? denominator) = await state.RunAsync(
            feed.Settings.Symbol,
            async transaction => (await LastAsync(transaction, cross.Base), await LastAsync(transaction, cross.Quote)));
        DateTimeOffset now = clock.GetUtcNow();
        if (numerator is null || denominator is null)
        {
            return new Observation(null, 0, now, 0, [], new byte[PriceReport.HashLength]);
        }

        PriceWithin? rate = CrossRate.Of(Of(numerator), Of(denominator), feed.Settings.Exponent!.Value);
        DateTimeOffset time = numerator.Time > denominator.Time ? numerator.Time : denominator.Time;
        byte[] hash = SHA256.HashData([.. "nsl.price.cross.v1"u8, .. numerator.ToBytes(), .. denominator.ToBytes()]);
        return new Observation(rate?.Price, rate?.Confidence ?? 0, time, 0, [], hash);
    }

    private async ValueTask<PriceReport?> LastAsync(ITransaction transaction, string symbol)
    {
        if (await documents.FindFeedAsync(transaction, symbol) is not { Round: > 0, Paused: false } other
            || clock.GetUtcNow() - other.RoundAt > FeedAge.Usual(other.Settings))
        {
            return null;
        }

        IReadOnlyList<LogEntry<RoundDocument>> last = await documents.RoundsAsync(transaction, symbol, other.Round, limit: 1);
        return last is [var entry] ? PriceReport.TryRead(entry.Value.Report) : null;
    }

    private static PriceWithin Of(PriceReport report) => new(report.Price, report.Confidence, report.Exponent);
}
