namespace NeoServiceLayer.Enclave.Function.Triggers.Cron;

/// <summary>
/// The moments of a schedule in a zone. When clocks go forward, times that they skip are one moment together: that at which they go. When
/// they go back, a time that comes twice is taken at its first coming; a schedule of every hour goes on through both.
/// </summary>
internal sealed class CronTimes(CronExpression expression, ZoneRule zone)
{
    /// <summary>How far it looks: from a 29 February to the next across a year without one.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromDays((8 * 366) + 7);

    /// <summary>The first moment after one, both in UTC; null where none comes.</summary>
    internal DateTime? Next(DateTime after)
    {
        // A moment that is due with a change of clocks is the first of its stretch.
        foreach (ZoneStretch stretch in zone.From(after, after + Horizon))
        {
            if (AtChange(stretch) is { } changed && changed > after)
            {
                return changed;
            }

            DateTime first = stretch.Begins;
            if (stretch.Before is { } before && before > stretch.Offset && !expression.IsEveryHour)
            {
                // These local times came already, before the clocks went back.
                first += before - stretch.Offset;
            }

            DateTime from = first > after ? first : after.AddTicks(1);
            DateTime local = from + stretch.Offset;
            if (from < stretch.Ends && expression.Find(local, stretch.Ends + stretch.Offset) is { } found)
            {
                return DateTime.SpecifyKind(found - stretch.Offset, DateTimeKind.Utc);
            }
        }

        return null;
    }

    /// <summary>The moment at which clocks skip a time of the schedule.</summary>
    private DateTime? AtChange(ZoneStretch stretch) =>
        stretch.Before is { } before && before < stretch.Offset
        && expression.Find(stretch.Begins + before, stretch.Begins + stretch.Offset) is not null
            ? stretch.Begins
            : null;
}
