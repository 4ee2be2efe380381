using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Triggers.Storage;

namespace NeoServiceLayer.Enclave.Function.Triggers.Cron;

/// <summary>Puts the times of schedules into the queue when they have come, each once: with them the schedule's next time is written.</summary>
internal sealed class Schedules(TriggerRecords records, TriggerQueue queue)
{
    /// <summary>The most times that were missed and are made up for.</summary>
    private const int MostMissed = 100;

    /// <summary>What is no later than this is on time.</summary>
    private static readonly TimeSpan OnTime = TimeSpan.FromMinutes(1);

    /// <summary>How far it looks back at a time for what was missed: there is little in each that the one before did not have.</summary>
    private static readonly TimeSpan[] Windows =
        [TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(32), TimeSpan.FromDays(366), TimeSpan.MaxValue];

    internal static CronTimes TimesOf(CronSchedule cron) => new(CronExpression.Read(cron.Expression), Zones.Require(cron.TimeZone));

    /// <summary>Sees to a trigger, if it is a schedule whose time has come.</summary>
    internal async ValueTask<bool> RunAsync(IStateStore state, string triggerId, DateTime now)
    {
        TriggerDocument? seen = await state.RunAsync(TriggerRecords.Lane, transaction => records.FindAsync(transaction, triggerId));
        if (seen is not { IsPaused: false, Cron: { } cron, NextAt: { } next } || next > now)
        {
            return false;
        }

        CronTimes times = TimesOf(cron);
        IReadOnlyList<DateTime> due = Due(times, cron.CatchUp ?? CatchUp.Last, next, now);
        DateTime? following = times.Next(now);
        return await state.RunAsync(TriggerRecords.Lane, async transaction =>
        {
            if (await records.FindAsync(transaction, triggerId) is not { IsPaused: false } trigger || trigger.NextAt != next)
            {
                return false;
            }

            TriggerDocument changed = trigger with { NextAt = following };
            foreach (DateTime at in due.Where(_ => queue.HasRoom(changed)))
            {
                string text = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
                byte[] content = Encoding.ASCII.GetBytes($$"""{"kind":"cron","at":"{{text}}"}""");
                changed = await queue.AddAsync(transaction, changed, $"cron/{text}", content, now);
            }

            await records.PutAsync(transaction, changed);
            return true;
        });
    }

    /// <summary>Which of the times that have come are executed.</summary>
    /// <param name="times">The schedule's.</param>
    /// <param name="catchUp">What is done about those that were missed.</param>
    /// <param name="next">The first of them.</param>
    /// <param name="now">The enclave's time.</param>
    internal static IReadOnlyList<DateTime> Due(CronTimes times, CatchUp catchUp, DateTime next, DateTime now)
    {
        IReadOnlyList<DateTime> last = Last(times, next, now, catchUp == CatchUp.All ? MostMissed : 1);
        return catchUp == CatchUp.Skip ? [.. last.Where(at => now - at <= OnTime)] : last;
    }

    private static Queue<DateTime> LastOf(CronTimes times, DateTime after, DateTime now, int count)
    {
        Queue<DateTime> found = new();
        for (DateTime? at = times.Next(after); at <= now; at = times.Next(at.Value))
        {
            found.Enqueue(at.Value);
            if (found.Count > count)
            {
                found.Dequeue();
            }
        }

        return found;
    }

    private static IReadOnlyList<DateTime> Last(CronTimes times, DateTime next, DateTime now, int count)
    {
        DateTime first = next.AddTicks(-1);
        foreach (TimeSpan window in Windows)
        {
            bool isAll = window >= now - first;
            Queue<DateTime> found = LastOf(times, isAll ? first : now - window, now, count);
            if (isAll || found.Count >= count)
            {
                return [.. found];
            }
        }

        return [];
    }
}
