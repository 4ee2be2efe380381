namespace NeoServiceLayer.Enclave.Function.Triggers.Cron;

/// <summary>A stretch of time in which clocks of a zone do not change.</summary>
/// <param name="Begins">In UTC.</param>
/// <param name="Ends">In UTC, itself left out.</param>
/// <param name="Offset">What local time is ahead of UTC.</param>
/// <param name="Before">What it was ahead before; null where nobody asks.</param>
internal readonly record struct ZoneStretch(DateTime Begins, DateTime Ends, TimeSpan Offset, TimeSpan? Before);

/// <summary>How clocks go in a zone: a rule as POSIX has it for TZ, with the hours of RFC 9636 (up to a week, and negative).</summary>
/// <param name="standard">What standard time is ahead of UTC.</param>
/// <param name="summer">What summer time is ahead; null where there is none.</param>
/// <param name="begins">When summer time begins, in standard time.</param>
/// <param name="ends">When it ends, in summer time.</param>
internal sealed class ZoneRule(TimeSpan standard, TimeSpan? summer, ZoneChange begins, ZoneChange ends)
{
    internal static ZoneRule Utc { get; } = new(TimeSpan.Zero, null, default, default);

    /// <summary>Stretches in their order, from the one that holds the first moment to the one that holds the last.</summary>
    internal IEnumerable<ZoneStretch> From(DateTime first, DateTime last)
    {
        if (summer is not { } ahead)
        {
            yield return new ZoneStretch(first, last, standard, null);
            yield break;
        }

        (DateTime At, TimeSpan Offset)[] changes =
        [
            .. Enumerable.Range(first.Year - 1, last.Year - first.Year + 3)
                .SelectMany(year => new[] { (begins.In(year) - standard, ahead), (ends.In(year) - ahead, standard) })
                .OrderBy(change => change.Item1),
        ];
        for (int i = 1; i < changes.Length - 1 && changes[i].At <= last; i++)
        {
            if (changes[i + 1].At > first)
            {
                yield return new ZoneStretch(changes[i].At, changes[i + 1].At, changes[i].Offset, changes[i - 1].Offset);
            }
        }
    }
}

/// <summary>A time of each year at which clocks change: Mm.w.d of POSIX.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Week">1 to 5; 5 is the last one.</param>
/// <param name="Weekday">0 to 6, from Sunday on.</param>
/// <param name="Time">Since that day's midnight, as clocks show it before they change.</param>
internal readonly record struct ZoneChange(int Month, int Week, int Weekday, TimeSpan Time)
{
    /// <summary>The local time of it in a year.</summary>
    internal DateTime In(int year)
    {
        DateTime first = new(year, Month, 1, 0, 0, 0, DateTimeKind.Utc);
        int day = 1 + ((Weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (Week - 1));
        while (day > DateTime.DaysInMonth(year, Month))
        {
            day -= 7;
        }

        return first.AddDays(day - 1) + Time;
    }
}
