using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers.Cron;

/// <summary>
/// The five fields of a schedule, as crontab(5) has them, over local times. Where both day fields are restricted, either of them is
/// enough; a field that begins with a star is not restricted.
/// </summary>
internal sealed class CronExpression
{
    /// <summary>The longest way from one 29 February to the next, and some days.</summary>
    private const int MaxDays = (8 * 366) + 7;

    private readonly CronField minute;
    private readonly CronField hour;
    private readonly CronField day;
    private readonly CronField month;
    private readonly CronField weekday;

    private CronExpression(string[] fields)
    {
        minute = CronField.Read(fields[0], CronFieldKind.Minute);
        hour = CronField.Read(fields[1], CronFieldKind.Hour);
        day = CronField.Read(fields[2], CronFieldKind.Day);
        month = CronField.Read(fields[3], CronFieldKind.Month);
        weekday = CronField.Read(fields[4], CronFieldKind.Weekday);
    }

    /// <summary>Whether it goes by hours that pass rather than by the hour that clocks show: its hour begins with a star.</summary>
    internal bool IsEveryHour => hour.IsAny;

    /// <summary>Reads the five fields, or @hourly, @daily, @weekly, @monthly, @yearly.</summary>
    /// <exception cref="RequestException">They are none, or no day is ever one of theirs.</exception>
    internal static CronExpression Read(string text)
    {
        string[] fields = (text switch
        {
            "@hourly" => "0 * * * *",
            "@daily" or "@midnight" => "0 0 * * *",
            "@weekly" => "0 0 * * 0",
            "@monthly" => "0 0 1 * *",
            "@yearly" or "@annually" => "0 0 1 1 *",
            _ => text,
        }).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
        {
            throw new RequestException("cron.expression has five fields: minute, hour, day of the month, month, day of the week, such as 30 8 * * mon-fri.");
        }

        CronExpression expression = new(fields);
        DateTime leap = new(2028, 1, 1);
        return expression.Find(leap, leap.AddYears(1)) is not null
            ? expression
            : throw new RequestException("cron.expression names days that never come, such as the 30th of February.");
    }

    /// <summary>The first whole minute in a range of local times that it takes.</summary>
    /// <param name="from">The first; rounded up to whole minutes.</param>
    /// <param name="until">Where it ends, itself left out.</param>
    internal DateTime? Find(DateTime from, DateTime until)
    {
        long rounded = (from.Ticks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute;
        DateTime at = new(rounded);
        for (int days = 0; days < MaxDays && at < until; days++, at = at.Date.AddDays(1))
        {
            if (TakesDay(at) && FindInDay(at) is { } found)
            {
                return found < until ? found : null;
            }
        }

        return null;
    }

    private bool TakesDay(DateTime date)
    {
        bool byDay = day.Takes(date.Day);
        bool byWeekday = weekday.Takes((int)date.DayOfWeek);
        return month.Takes(date.Month) && (day.IsAny || weekday.IsAny ? byDay && byWeekday : byDay || byWeekday);
    }

    private DateTime? FindInDay(DateTime at)
    {
        for (int h = at.Hour; h < 24; h++)
        {
            if (hour.Takes(h))
            {
                for (int m = h == at.Hour ? at.Minute : 0; m < 60; m++)
                {
                    if (minute.Takes(m))
                    {
                        return at.Date.AddHours(h).AddMinutes(m);
                    }
                }
            }
        }

        return null;
    }
}
