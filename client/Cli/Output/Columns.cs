namespace NeoServiceLayer.Cli.Output;

/// <summary>Writes rows with their columns aligned; the last column runs free.</summary>
internal static class Columns
{
    internal static void Write(TextWriter output, IReadOnlyList<string[]> rows, string indent)
    {
        foreach (string[] row in rows)
        {
            string line = indent;
            for (int column = 0; column < row.Length - 1; column++)
            {
                line += row[column].PadRight(rows.Max(other => other[column].Length) + 2);
            }

            output.WriteLine((line + row[^1]).TrimEnd());
        }
    }
}
