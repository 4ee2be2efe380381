using System.Globalization;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers.Cron;

/// <summary>One field of a schedule: which numbers it takes, as bits.</summary>
/// <param name="Bits">Bit n is set where n is taken.</param>
/// <param name="IsAny">Whether it begins with a star: crontab(5) gives that a meaning of its own.</param>
internal readonly record struct CronField(ulong Bits, bool IsAny)
{
    private const int MaxLength = 256;

    internal bool Takes(int value) => (Bits >> value & 1) != 0;

    /// <summary>Reads a field: a list of *, a number, a range, each with a step where it is no number.</summary>
    /// <param name="text">The field.</param>
    /// <param name="kind">What it is of.</param>
    /// <exception cref="RequestException">It is none; the sentence names the field.</exception>
    internal static CronField Read(string text, CronFieldKind kind)
    {
        if (text.Length > MaxLength)
        {
            throw Refused(kind);
        }

        ulong bits = 0;
        foreach (string part in text.Split(','))
        {
            bits |= ReadPart(part, kind);
        }

        return new CronField(bits, text[0] == '*');
    }

    private static ulong ReadPart(string part, CronFieldKind kind)
    {
        string[] stepped = part.Split('/');
        string[] ends = stepped[0].Split('-');
        bool isRange = stepped[0] == "*" || ends.Length == 2;
        if (stepped.Length > 2 || ends.Length > 2 || (stepped.Length == 2 && !isRange))
        {
            throw Refused(kind);
        }

        int first = stepped[0] == "*" ? kind.Least : ReadNumber(ends[0], kind);
        int last = stepped[0] == "*" ? kind.Most : ends.Length == 2 ? ReadNumber(ends[1], kind) : first;
        int step = stepped.Length == 2 ? ReadDigits(stepped[1]) ?? throw Refused(kind) : 1;
        if (first > last || step < 1)
        {
            throw Refused(kind);
        }

        ulong bits = 0;
        for (int value = first; value <= last; value += step)
        {
            bits |= 1UL << (value == kind.AlsoZero ? 0 : value);
        }

        return bits;
    }

    private static int ReadNumber(string text, CronFieldKind kind)
    {
        int named = Array.FindIndex(kind.Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        int? value = named >= 0 ? named + kind.Least : ReadDigits(text);
        return value >= kind.Least && value <= (kind.AlsoZero ?? kind.Most) ? value.Value : throw Refused(kind);
    }

    private static int? ReadDigits(string text) =>
        text.Length <= 3 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

    private static RequestException Refused(CronFieldKind kind) => new(
        $"cron.expression: the {kind.Name} is {kind.Least} to {kind.AlsoZero ?? kind.Most}{(kind.Names.Length > 0 ? $" or {kind.Names[0]} to {kind.Names[^1]}" : "")}, "
        + "*, a range such as 1-5, either with a step such as */2, or a list of these.");
}

/// <summary>What a field is of.</summary>
/// <param name="Name">As refusals call it.</param>
/// <param name="Least">The least number.</param>
/// <param name="Most">The greatest.</param>
/// <param name="Names">Names in the place of numbers, that of <paramref name="Least"/> first.</param>
/// <param name="AlsoZero">One more number that means the same as 0.</param>
internal sealed record CronFieldKind(string Name, int Least, int Most, string[] Names, int? AlsoZero = null)
{
    internal static readonly CronFieldKind Minute = new("minute", 0, 59, []);
    internal static readonly CronFieldKind Hour = new("hour", 0, 23, []);
    internal static readonly CronFieldKind Day = new("day of the month", 1, 31, []);

    internal static readonly CronFieldKind Month = new(
        "month", 1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]);

    internal static readonly CronFieldKind Weekday = new("day of the week", 0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"], AlsoZero: 7);
}
