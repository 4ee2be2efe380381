using System.Globalization;
using System.Text;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers.Cron;

/// <summary>Zones by their IANA names, each with the rule that tzdata has for the time to come.</summary>
internal static class Zones
{
    private const int MaxName = 64;

    /// <summary>The zone of a name; UTC where there is none.</summary>
    /// <exception cref="RequestException">There is no such zone, or its clocks go by no rule.</exception>
    internal static ZoneRule Require(string? name)
    {
        if (name is null or "UTC")
        {
            return ZoneRule.Utc;
        }

        return name.Length <= MaxName && !name.Contains(' ', StringComparison.Ordinal) && Find(name) is { } rule
            ? Read(rule)
            : throw new RequestException(
                $"cron.timeZone is an IANA name such as Europe/Zurich (tzdata {ZoneTable.Version}) of a zone whose clocks go by a yearly rule.");
    }

    /// <summary>Every name with its rule.</summary>
    internal static IEnumerable<(string Name, string Rule)> All()
    {
        foreach (string line in Encoding.ASCII.GetString(ZoneTable.Lines).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ');
            foreach (string name in words[1..])
            {
                yield return (name, words[0]);
            }
        }
    }

    /// <summary>Reads a rule such as <c>CET-1CEST,M3.5.0,M10.5.0/3</c>.</summary>
    internal static ZoneRule Read(string rule)
    {
        string[] parts = rule.Split(',');
        int at = 0;
        SkipName(parts[0], ref at);
        TimeSpan standard = -ReadTime(parts[0], ref at);
        if (parts.Length == 1)
        {
            return new ZoneRule(standard, null, default, default);
        }

        SkipName(parts[0], ref at);
        TimeSpan summer = at < parts[0].Length ? -ReadTime(parts[0], ref at) : standard + TimeSpan.FromHours(1);
        return new ZoneRule(standard, summer, ReadChange(parts[1]), ReadChange(parts[2]));
    }

    private static string? Find(string name) => All().FirstOrDefault(zone => zone.Name == name).Rule;

    /// <summary>An abbreviation: letters, or anything between &lt; and &gt;.</summary>
    private static void SkipName(string text, ref int at)
    {
        if (text[at] == '<')
        {
            at = text.IndexOf('>', at) + 1;
            return;
        }

        while (at < text.Length && char.IsAsciiLetter(text[at]))
        {
            at++;
        }
    }

    private static ZoneChange ReadChange(string text)
    {
        string[] parts = text.Split('/');
        int[] numbers = [.. parts[0][1..].Split('.').Select(part => int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture))];
        int at = 0;
        return new ZoneChange(numbers[0], numbers[1], numbers[2], parts.Length == 2 ? ReadTime(parts[1], ref at) : TimeSpan.FromHours(2));
    }

    /// <summary>Hours, and maybe minutes and seconds, with a sign.</summary>
    private static TimeSpan ReadTime(string text, ref int at)
    {
        int end = at;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '+' or '-' or ':'))
        {
            end++;
        }

        bool isNegative = text[at] == '-';
        int[] numbers =
            [.. text[at..end].TrimStart('+', '-').Split(':').Select(part => int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture))];
        at = end;
        TimeSpan time = new(numbers[0], numbers.ElementAtOrDefault(1), numbers.ElementAtOrDefault(2));
        return isNegative ? -time : time;
    }
}
