using NeoServiceLayer.Enclave.Core.State.Shapes;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>What a log is: a list whose beginning may be gone.</summary>
internal sealed class LogModel
{
    private List<string> entries = [];

    internal long First { get; private set; } = 1;

    internal long Next => First + entries.Count;

    internal LogModel Copy() => new() { First = First, entries = [.. entries] };

    internal long Append(string entry)
    {
        entries.Add(entry);
        return Next - 1;
    }

    internal void Trim(long before)
    {
        long first = Math.Clamp(before, First, Next);
        entries.RemoveRange(0, (int)(first - First));
        First = first;
    }

    internal void Delete(bool more)
    {
        Trim(Next);
        First = more ? First : 1;
    }

    internal List<LogEntry<string>> Range(long from, int limit, bool backward)
    {
        IEnumerable<LogEntry<string>> all = entries.Select((entry, i) => new LogEntry<string>(First + i, entry));
        all = backward ? all.Reverse().SkipWhile(entry => entry.Sequence > from) : all.SkipWhile(entry => entry.Sequence < from);
        return [.. all.Take(limit)];
    }
}
