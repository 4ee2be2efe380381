using System.Text;

namespace NeoServiceLayer.JsonGenerator.Emit;

/// <summary>C# in lines, indented as its braces say.</summary>
internal sealed class CodeText
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>One line, or one for each of the text's.</summary>
    internal void Line(string lines)
    {
        foreach (string line in lines.Split('\n'))
        {
            text.Append(' ', line.Length > 0 ? 4 * depth : 0).Append(line).Append('\n');
        }
    }

    internal void Empty() => text.Append('\n');

    /// <summary>Lines, and the block that they begin.</summary>
    internal void Open(string lines)
    {
        Line(lines + "\n{");
        depth++;
    }

    internal void Close(string after = "")
    {
        depth--;
        Line("}" + after);
    }

    public override string ToString() => text.ToString();
}
