using NeoServiceLayer.Enclave.Core.Attestation;

namespace NeoServiceLayer.Enclave.Core.Clock;

/// <summary>
/// The enclave's time: read from its source, carried on by the monotonic clock, and compared with the source each minute. It never
/// goes back: after a source that went back it stands until that one has caught up. From a comparison that fails until the next that
/// succeeds it is not to be trusted. Any number of threads may use it.
/// </summary>
public sealed class EnclaveClock : TimeProvider, IDisposable
{
    /// <summary>How often it is compared with its source.</summary>
    public static readonly TimeSpan ComparePeriod = TimeSpan.FromMinutes(1);

    /// <summary>
    /// What source and monotonic clock may differ by in a period without a word: the second that a source may be off which gives whole
    /// ones (an emulator's), and as much for drift and for how long an answer takes.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly ITimeSource? source;
    private readonly TimeProvider monotonic;
    private readonly ITimer? timer;
    private Reading reading;
    private long latestTicks;
    private int comparing;
    private int failing;

    /// <summary>Begins with the source's time.</summary>
    /// <param name="source">The source; null if there is none: then the time is the machine's, and <see cref="IsTrusted"/> says so.</param>
    /// <param name="monotonic">What carries it on.</param>
    /// <exception cref="SecurityModuleException">The source does not say.</exception>
    public EnclaveClock(ITimeSource? source, TimeProvider monotonic)
    {
        ArgumentNullException.ThrowIfNull(monotonic);
        this.source = source;
        this.monotonic = monotonic;
        reading = new Reading(source?.Read() ?? monotonic.GetUtcNow(), monotonic.GetTimestamp());
        timer = source is null ? null : monotonic.CreateTimer(_ => Compare(), null, ComparePeriod, ComparePeriod);
    }

    /// <summary>Whether the time is good enough to judge stamps by.</summary>
    public bool IsTrusted => source is not null && Volatile.Read(ref failing) == 0;

    /// <summary>Told by how much the source was ahead of what was expected, or behind it, when that is more than the tolerance.</summary>
    public Action<TimeSpan> Jumped { get; set; } = static _ => { };

    /// <summary>Told when a comparison failed, with false, and when one succeeded after that, with true.</summary>
    public Action<bool> Compared { get; set; } = static _ => { };

    /// <inheritdoc/>
    public override long TimestampFrequency => monotonic.TimestampFrequency;

    /// <inheritdoc/>
    public override long GetTimestamp() => monotonic.GetTimestamp();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        long now = CarriedOn(Volatile.Read(ref reading)).UtcTicks;
        long latest = Volatile.Read(ref latestTicks);
        while (now > latest)
        {
            long seen = Interlocked.CompareExchange(ref latestTicks, now, latest);
            if (seen == latest)
            {
                return new DateTimeOffset(now, TimeSpan.Zero);
            }

            latest = seen;
        }

        return new DateTimeOffset(latest, TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        monotonic.CreateTimer(callback, state, dueTime, period);

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();

    private void Compare()
    {
        if (Interlocked.Exchange(ref comparing, 1) != 0)
        {
            Note(failed: true); // the source has not answered for a whole period; a second thread does not wait for it too
            return;
        }

        try
        {
            Follow(source!.Read());
            Note(failed: false);
        }
        catch (SecurityModuleException)
        {
            Note(failed: true);
        }
        finally
        {
            Volatile.Write(ref comparing, 0);
        }
    }

    private void Follow(DateTimeOffset now)
    {
        TimeSpan ahead = now - CarriedOn(reading);
        Volatile.Write(ref reading, new Reading(now, monotonic.GetTimestamp()));
        if (ahead.Duration() > Tolerance)
        {
            Jumped(ahead);
        }
    }

    private void Note(bool failed)
    {
        int before = Interlocked.Exchange(ref failing, failed ? 1 : 0);
        if ((before != 0) != failed)
        {
            Compared(!failed);
        }
    }

    private DateTimeOffset CarriedOn(Reading from) => from.Time + monotonic.GetElapsedTime(from.Timestamp);

    private sealed record Reading(DateTimeOffset Time, long Timestamp);
}
