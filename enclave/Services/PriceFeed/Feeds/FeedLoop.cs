using System.Globalization;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.PriceFeed.Rounds;
using NeoServiceLayer.Enclave.PriceFeed.Sources;
using NeoServiceLayer.Enclave.PriceFeed.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.PriceFeed.Feeds;

/// <summary>What the loops of feeds work with.</summary>
internal sealed record FeedWork(
    PriceFeedDocuments Documents, IStateStore State, SourceClient Client, SourceStates Sources, RoundMaker Rounds, TimeProvider Clock, IEventLog Events)
{
    /// <summary>Told of each round that was made, once it is on disk. It is quick, and never fails.</summary>
    public Action<FeedDocument, RoundDocument> Made { get; init; } = static (_, _) => { };
}

/// <summary>Observes one feed again and again, and makes its rounds, until the token says so. It can be ended at any time: it keeps nothing that counts.</summary>
internal sealed class FeedLoop(string symbol, FeedWork work)
{
    /// <summary>How long it waits before it looks again at a feed that rests, or a state that does not serve.</summary>
    private static readonly TimeSpan Resting = TimeSpan.FromSeconds(1);

    private FeedDocument? observed;
    private FeedObserver? observer;
    private RoundDecision? decision;

    /// <summary>Whether the last observation had too few quotes.</summary>
    internal bool IsStarved { get; private set; }

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan rest = Resting;
            try
            {
                rest = await StepAsync(cancellationToken);
            }
            catch (RequestException)
            {
                // The state does not serve: the next look may find it otherwise.
            }
            catch (OperationCanceledException)
            {
                // The loop's condition ends it.
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                work.Events.Write(EnclaveEvents.PriceFault(fault.GetType()));
            }

            await WaitAsync(rest, cancellationToken);
        }
    }

    /// <returns>How long to wait.</returns>
    private async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        FeedDocument? feed = await work.State.RunAsync(symbol, async state => await FeedChanges.TakeEffectAsync(state, work.Documents, symbol, work.Clock.GetUtcNow()));
        if (feed is null || feed.Paused)
        {
            return Resting;
        }

        long began = work.Clock.GetTimestamp();
        Begin(feed);
        Observation observation = feed.Settings.Cross is null
            ? await observer!.ObserveAsync(cancellationToken)
            : await new CrossObserver(feed, work.Documents, work.State, work.Clock).ObserveAsync();
        IsStarved = observation.Price is null;
        if (observation.Price is { } price && Decide(feed, price, observation.Time) != RoundReason.None && await work.Rounds.MakeAsync(feed, observation) is var (after, round))
        {
            work.Made(after, round);
        }

        TimeSpan left = TimeSpan.FromSeconds(feed.Settings.IntervalSeconds!.Value) - work.Clock.GetElapsedTime(began);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private RoundReason Decide(FeedDocument feed, UInt128 price, DateTimeOffset time)
    {
        UInt128? last = feed.Price is null ? null : UInt128.Parse(feed.Price, NumberStyles.None, CultureInfo.InvariantCulture);
        return decision!.Observe(price, last, feed.RoundAt is { } at ? time - at : TimeSpan.MaxValue);
    }

    /// <summary>Another configuration begins with no quotes and no lean.</summary>
    private void Begin(FeedDocument feed)
    {
        if (observed is null || !observed.ConfigurationHash.AsSpan().SequenceEqual(feed.ConfigurationHash))
        {
            observer = new FeedObserver(feed, work.Client, work.Sources, work.Clock);
            decision = new RoundDecision(FeedDefaults.RoundsOf(feed.Settings));
        }

        observed = feed;
    }

    private async Task WaitAsync(TimeSpan rest, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(rest, work.Clock, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop's condition ends it.
        }
    }
}
