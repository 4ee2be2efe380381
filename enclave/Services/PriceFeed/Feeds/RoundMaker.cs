using System.Globalization;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.PriceFeed.Rounds;
using NeoServiceLayer.Enclave.PriceFeed.Storage;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.PriceFeed.Feeds;

/// <summary>
/// Makes rounds of observations: numbered without gaps, later than the one before, on disk before anybody is told.
/// </summary>
/// <param name="documents">Where they are kept.</param>
/// <param name="state">The state.</param>
/// <param name="key">Signs reports; not owned.</param>
/// <param name="network">The Neo network that reports are for.</param>
internal sealed class RoundMaker(PriceFeedDocuments documents, IStateStore state, PrivateKey key, uint network)
{
    /// <summary>Makes the next round of a feed.</summary>
    /// <returns>The feed after it; null where the feed has changed since it was observed, or the observation is no later than the last round.</returns>
    internal async ValueTask<(FeedDocument Feed, RoundDocument Round)?> MakeAsync(FeedDocument feed, Observation observation)
    {
        UInt128 price = observation.Price ?? throw new ArgumentException("There is no price.", nameof(observation));
        DateTime time = Milliseconds(observation.Time);
        if (feed.RoundAt is { } last && time <= last)
        {
            return null;
        }

        UInt128 average = feed.Average is { } before
            ? PriceAverage.Exponential(Read(before), price, time - feed.RoundAt!.Value, TimeSpan.FromSeconds(feed.Settings.AverageSeconds!.Value))
            : price;

        // Signed before the transaction, which may run more than once.
        byte[] report = Report(feed, observation, price, time).ToBytes();
        RoundDocument round = new()
        {
            Report = report,
            Signature = key.Sign(report),
            Average = Text(average),
            Sources = [.. feed.Sources.Select(source => source.SourceId)],
            Rejected = observation.Rejected,
        };
        FeedDocument after = feed with { Round = feed.Round + 1, RoundAt = time, Price = Text(price), Average = round.Average };
        return await state.RunAsync(feed.Settings.Symbol, transaction => CommitAsync(transaction, feed, after, round)) ? (after, round) : null;
    }

    private async ValueTask<bool> CommitAsync(ITransaction transaction, FeedDocument seen, FeedDocument after, RoundDocument round)
    {
        FeedDocument? now = await documents.FindFeedAsync(transaction, seen.Settings.Symbol);
        if (now is null || now.Paused || now.Round != seen.Round || !now.ConfigurationHash.AsSpan().SequenceEqual(seen.ConfigurationHash))
        {
            return false;
        }

        long number = await documents.AppendAsync(transaction, seen.Settings.Symbol, round);
        if (number != after.Round)
        {
            throw new InvalidOperationException("A feed's log and its document name different rounds.");
        }

        // What others have written of it meanwhile stays.
        documents.Put(transaction, now with { Round = after.Round, RoundAt = after.RoundAt, Price = after.Price, Average = after.Average });
        return true;
    }

    private PriceReport Report(FeedDocument feed, Observation observation, UInt128 price, DateTime time) => new()
    {
        Network = network,
        Symbol = feed.Settings.Symbol,
        Round = (ulong)(feed.Round + 1),
        Time = new DateTimeOffset(time),
        Price = price,
        Confidence = observation.Confidence,
        Exponent = feed.Settings.Exponent!.Value,
        Sources = observation.Used,
        QuotesHash = observation.QuotesHash,
        ConfigurationHash = feed.ConfigurationHash,
    };

    private static UInt128 Read(string digits) => UInt128.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(UInt128 number) => number.ToString(CultureInfo.InvariantCulture);

    private static DateTime Milliseconds(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}
