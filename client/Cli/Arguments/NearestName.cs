namespace NeoServiceLayer.Cli.Arguments;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    private const int LongestCompared = 64;

    /// <summary>"; did you mean …?", or a full stop if no name is near.</summary>
    internal static string Hint(string given, IEnumerable<string> names, string prefix = "")
    {
        string? nearest = Find(given, names);
        return nearest is null ? "." : $"; did you mean {prefix}{nearest}?";
    }

    /// <summary>The name with the fewest edits, if they are at most a third of its letters and one; else null.</summary>
    internal static string? Find(string given, IEnumerable<string> names)
    {
        if (given.Length > LongestCompared)
        {
            return null;
        }

        string? nearest = null;
        int fewest = int.MaxValue;
        foreach (string name in names)
        {
            int edits = Distance(given.ToLowerInvariant(), name.ToLowerInvariant());
            if (edits < fewest && edits <= 1 + (name.Length / 3))
            {
                (nearest, fewest) = (name, edits);
            }
        }

        return nearest;
    }

    /// <summary>How many insertions, deletions, replacements and swaps of neighbours lead from one to the other.</summary>
    internal static int Distance(string one, string other)
    {
        int[,] edits = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            edits[i, 0] = i;
        }

        for (int j = 0; j <= other.Length; j++)
        {
            edits[0, j] = j;
        }

        for (int i = 1; i <= one.Length; i++)
        {
            for (int j = 1; j <= other.Length; j++)
            {
                int replaced = edits[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(replaced, 1 + Math.Min(edits[i - 1, j], edits[i, j - 1]));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[one.Length, other.Length];
    }
}
