using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>What a run writes to console. When it is full it says so in its last line, once, and keeps nothing more.</summary>
internal sealed class RunLog
{
    private const string Full = "The log is full: further lines are not kept.";

    private readonly List<ExecutionLogLine> _lines = [];
    private int _length;
    private bool _full;

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<ExecutionLogLine> Lines => _lines;

    /// <summary>Adds a line, cut to what a line may have.</summary>
    public void Add(string level, string text)
    {
        if (_full)
        {
            return;
        }

        string line = CleanText.Cut(text, FunctionLimits.MaxLogLineLength);
        _full = _lines.Count + 1 == FunctionLimits.MaxLogLines || _length + line.Length + Full.Length > FunctionLimits.MaxLogLength;
        if (_full)
        {
            (level, line) = ("warn", Full);
        }

        _length += line.Length;
        _lines.Add(new ExecutionLogLine { Level = level, Text = line });
    }
}
