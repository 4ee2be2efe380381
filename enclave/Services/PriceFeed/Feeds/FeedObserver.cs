using System.Globalization;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.PriceFeed.Aggregation;
using NeoServiceLayer.Enclave.PriceFeed.Sources;
using NeoServiceLayer.Enclave.PriceFeed.Storage;

namespace NeoServiceLayer.Enclave.PriceFeed.Feeds;

/// <summary>
/// Asks a feed's sources, and makes one price of what they say. What a source said a moment ago counts until it is too old: one that is slow,
/// or is not asked so often, is not lost to a round.
/// </summary>
internal sealed class FeedObserver(FeedDocument feed, SourceClient client, SourceStates states, TimeProvider clock)
{
    private readonly SourceQuote?[] latest = new SourceQuote?[feed.Sources.Count];
    private readonly QuoteFailure?[] failures = new QuoteFailure?[feed.Sources.Count];

    /// <summary>Asks all of them at once.</summary>
    internal async Task<Observation> ObserveAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(Enumerable.Range(0, feed.Sources.Count).Select(source => AskAsync(source, cancellationToken)));
        return Observe(clock.GetUtcNow());
    }

    private async Task AskAsync(int index, CancellationToken cancellationToken)
    {
        SourceSettings source = feed.Sources[index];
        SourceState state = states.Of(source);
        if (!state.Limit.TryTake())
        {
            failures[index] = QuoteFailure.RateLimited;
            return;
        }

        SourceQuote quote = await client.AskAsync(source, feed.Settings.Symbol, feed.Settings.Exponent!.Value, cancellationToken);
        state.Note(quote);
        failures[index] = quote.Failure;
        if (quote.Failure is null)
        {
            latest[index] = quote;
        }
    }

    private Observation Observe(DateTimeOffset now)
    {
        Quote[] quotes = [.. Enumerable.Range(0, latest.Length).Where(index => latest[index] is not null).Select(ToQuote)];
        AggregatedPrice made = PriceAggregation.Aggregate(quotes, FeedDefaults.AggregationOf(feed.Settings), now);
        Quote[] used = [.. quotes.Where(quote => made.Used.Contains(quote.Source))];
        List<RejectedSource> rejected = [.. Enumerable.Range(0, latest.Length).Where(index => latest[index] is null).Select(index => Reject(index, SourceRejection.NoQuote))];
        rejected.AddRange(made.Rejected.Select(each => Reject(each.Source, Of(each.Reason))));
        return new Observation(
            made.Price,
            made.Confidence,
            used.Length == 0 ? now : used.Max(quote => quote.AskedAt),
            used.Aggregate(0u, (bits, quote) => bits | (1u << quote.Source)),
            rejected,
            QuotesHash.Of(used));
    }

    private Quote ToQuote(int index)
    {
        SourceSettings source = feed.Sources[index];
        SourceQuote quote = latest[index]!;
        return new Quote(
            index, source.Group ?? source.SourceId, source.Weight ?? SourceDefaults.Weight,
            UInt128.Parse(quote.Price!, NumberStyles.None, CultureInfo.InvariantCulture), new DateTimeOffset(quote.AskedAt));
    }

    private RejectedSource Reject(int index, SourceRejection reason) => new()
    {
        SourceId = feed.Sources[index].SourceId,
        Reason = reason,
        Failure = reason is SourceRejection.NoQuote or SourceRejection.Stale ? failures[index] : null,
    };

    private static SourceRejection Of(QuoteRejection reason) => reason switch
    {
        QuoteRejection.Outlier => SourceRejection.Outlier,
        QuoteRejection.SameGroup => SourceRejection.SameGroup,
        _ => SourceRejection.Stale,
    };
}
