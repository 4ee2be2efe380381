using System.Globalization;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Function.Triggers.Cron;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Triggers;

/// <summary>When schedules are due: crontab(5), and the changes of clocks.</summary>
public sealed class CronTests
{
    /// <summary>Expression, zone, a moment, and the moments that follow, in UTC.</summary>
    public static TheoryData<string, string, string, string> Times => new()
    {
        { "30 8 * * mon-fri", "UTC", "2026-11-27T08:30", "2026-11-30T08:30 2026-12-01T08:30" },
        { "*/20 5 * * *", "UTC", "2026-01-01T05:10", "2026-01-01T05:20 2026-01-01T05:40 2026-01-02T05:00" },
        { "0 0 29 2 *", "UTC", "2026-01-01T00:00", "2028-02-29T00:00 2032-02-29T00:00" },
        { "0 0 29 feb *", "UTC", "2096-03-01T00:00", "2104-02-29T00:00" },
        { "0 12 13 * fri", "UTC", "2026-02-01T00:00", "2026-02-06T12:00 2026-02-13T12:00 2026-02-20T12:00 2026-02-27T12:00 2026-03-06T12:00 2026-03-13T12:00" },
        { "0 12 */2 * sun", "UTC", "2026-02-01T12:00", "2026-02-15T12:00 2026-03-01T12:00" },
        { "5-10/5,59 23 31 12 7", "UTC", "2026-12-27T23:10", "2026-12-27T23:59 2026-12-31T23:05" },
        { "@hourly", "UTC", "2026-12-31T23:00", "2027-01-01T00:00" },
        { "@weekly", "UTC", "2026-11-29T00:00", "2026-12-06T00:00" },
        { "0 9 * * *", "Europe/Zurich", "2026-03-28T00:00", "2026-03-28T08:00 2026-03-29T07:00" },
        { "0 9 * * *", "Asia/Kathmandu", "2026-03-28T00:00", "2026-03-28T03:15" },
        // 02:30 is skipped on 29 March: it is due as the clocks go, at 01:00 UTC.
        { "30 2 * * *", "Europe/Zurich", "2026-03-28T01:30", "2026-03-29T01:00 2026-03-30T00:30" },
        // All that is skipped is one moment, which 03:00 is as well.
        { "*/15 2,3 * * *", "Europe/Zurich", "2026-03-29T00:59", "2026-03-29T01:00 2026-03-29T01:15 2026-03-29T01:30 2026-03-29T01:45 2026-03-30T00:00" },
        // 02:30 comes twice on 25 October: the first of them counts.
        { "30 2 * * *", "Europe/Zurich", "2026-10-24T00:30", "2026-10-25T00:30 2026-10-26T01:30" },
        { "0 3 * * *", "Europe/Zurich", "2026-10-24T22:00", "2026-10-25T02:00" },
        // Every half hour is every half hour, whatever the clocks show.
        { "*/30 * * * *", "Europe/Zurich", "2026-10-25T00:00", "2026-10-25T00:30 2026-10-25T01:00 2026-10-25T01:30 2026-10-25T02:00" },
        { "*/30 * * * *", "Europe/Zurich", "2026-03-29T00:30", "2026-03-29T01:00 2026-03-29T01:30" },
        // New York goes at 02:00 EST, 07:00 UTC; back at 02:00 EDT, 06:00 UTC.
        { "15 2 * * *", "America/New_York", "2026-03-08T00:00", "2026-03-08T07:00 2026-03-09T06:15" },
        { "15 1 * * *", "America/New_York", "2026-11-01T00:00", "2026-11-01T05:15 2026-11-02T06:15" },
        // Lord Howe changes by half an hour: back on 5 April 2026 at 02:00 (+11), which is 01:30 (+10:30) then.
        { "45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00", "2026-04-04T14:45 2026-04-05T15:15" },
        // Dublin's summer time is its standard: GMT from 25 October on.
        { "0 12 * * *", "Europe/Dublin", "2026-10-24T00:00", "2026-10-24T11:00 2026-10-25T12:00" },
        // Cairo's goes back at the end of a Thursday, 24:00.
        { "30 23 * * *", "Africa/Cairo", "2026-10-29T00:00", "2026-10-29T20:30 2026-10-30T21:30" },
        // In the south, summer is in January.
        { "0 6 * * *", "Australia/Sydney", "2026-01-01T00:00", "2026-01-01T19:00" },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void A_schedule_is_due_when_crontab_and_the_zone_say(string expression, string zone, string after, string expected)
    {
        CronTimes times = Schedules.TimesOf(new CronSchedule { Expression = expression, TimeZone = zone });
        DateTime at = Utc(after);
        foreach (string next in expected.Split(' '))
        {
            DateTime? found = times.Next(at);
            Assert.Equal(Utc(next), found);
            Assert.Equal(DateTimeKind.Utc, found!.Value.Kind);
            at = found.Value;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * 32 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("* * * * fri-mon")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("5/2 * * * *")]
    [InlineData("1,, * * * *")]
    [InlineData("-1 * * * *")]
    [InlineData("1-2-3 * * * *")]
    [InlineData("*/2/2 * * * *")]
    [InlineData("+1 * * * *")]
    [InlineData("١ * * * *")]
    [InlineData("* * 30 2 *")]
    [InlineData("0 0 31 4,6 *")]
    public void What_is_no_schedule_or_never_comes_is_refused(string expression)
    {
        RequestException refused = Assert.Throws<RequestException>(() => CronExpression.Read(expression));
        Assert.Same(ErrorCode.InvalidRequest, refused.Code);
        Assert.StartsWith("cron.expression", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("europe/zurich")]
    [InlineData("Africa/Casablanca")]
    [InlineData("Europe/Zurich Europe/Paris")]
    [InlineData("")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3")]
    public void A_zone_that_is_not_known_or_goes_by_no_rule_is_refused(string zone) =>
        Assert.Throws<RequestException>(() => Zones.Require(zone));

    [Fact]
    public void Every_zone_of_the_table_has_a_rule_that_reads_and_changes_clocks_twice_a_year_or_never()
    {
        (string Name, string Rule)[] zones = [.. Zones.All()];
        Assert.True(zones.Length > 400);
        Assert.Equal(zones.Length, zones.Select(zone => zone.Name).Distinct().Count());
        foreach ((string name, string rule) in zones)
        {
            ZoneStretch[] stretches = [.. Zones.Read(rule).From(Utc("2026-01-01T00:00"), Utc("2027-01-01T00:00"))];
            Assert.True(stretches.Length is 1 or 3, name);
            Assert.All(stretches, stretch => Assert.InRange(stretch.Offset, TimeSpan.FromHours(-12), TimeSpan.FromHours(14)));
            Assert.Equal(rule.Contains(','), stretches.Length == 3);
            for (int i = 1; i < stretches.Length; i++)
            {
                Assert.Equal(stretches[i - 1].Ends, stretches[i].Begins);
                Assert.Equal(stretches[i - 1].Offset, stretches[i].Before);
            }
        }
    }

    [Fact]
    public void No_time_of_a_schedule_comes_twice_or_is_lost_through_ten_years_of_a_zone()
    {
        CronTimes daily = Schedules.TimesOf(new CronSchedule { Expression = "30 2 * * *", TimeZone = "America/Los_Angeles" });
        DateTime at = Utc("2026-01-01T00:00");
        DateTime end = Utc("2036-01-01T00:00");
        int days = 0;
        while (daily.Next(at) is { } next && next < end)
        {
            Assert.True(next > at);
            Assert.InRange(next - at, TimeSpan.FromHours(9), TimeSpan.FromHours(25.5));
            at = next;
            days++;
        }

        Assert.Equal((end - Utc("2026-01-01T00:00")).Days, days);
    }

    [Theory]
    [InlineData(CatchUp.Skip, "2026-11-25T12:00:30", 1)]
    [InlineData(CatchUp.Skip, "2026-11-25T12:07:00", 0)]
    [InlineData(CatchUp.Last, "2026-11-25T12:07:00", 1)]
    [InlineData(CatchUp.Last, "2027-11-25T12:07:00", 1)]
    [InlineData(CatchUp.All, "2026-11-25T12:47:00", 5)]
    [InlineData(CatchUp.All, "2036-11-25T12:47:00", 100)]
    public void Times_that_were_missed_are_made_up_for_as_the_schedule_says(CatchUp catchUp, string now, int expected)
    {
        CronTimes times = Schedules.TimesOf(new CronSchedule { Expression = "*/10 * * * *" });
        IReadOnlyList<DateTime> due = Schedules.Due(times, catchUp, Utc("2026-11-25T12:00"), Utc(now));
        Assert.Equal(expected, due.Count);
        Assert.Equal(due.Order(), due);
        Assert.Equal(due.Count, due.Distinct().Count());
        if (catchUp != CatchUp.Skip)
        {
            Assert.Equal(Utc(now).AddMinutes(-7), due[^1]);
        }
    }

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
