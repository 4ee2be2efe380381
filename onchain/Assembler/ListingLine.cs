namespace NeoServiceLayer.Assembler;

/// <summary>A line of a listing: a word and what stands behind it. What follows a semicolon outside quotes is for people.</summary>
internal sealed record ListingLine(int Number, string Word, string Rest)
{
    internal string[] Operands => Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal static IEnumerable<ListingLine> Read(string listing)
    {
        int number = 0;
        foreach (string line in listing.Split('\n'))
        {
            number++;
            string text = WithoutComment(line).Trim();
            if (text.Length > 0)
            {
                int end = text.IndexOf(' ', StringComparison.Ordinal);
                yield return end < 0 ? new ListingLine(number, text, "") : new ListingLine(number, text[..end], text[(end + 1)..].Trim());
            }
        }
    }

    internal ListingException Wrong(string message) => new(Number, message);

    private static string WithoutComment(string line)
    {
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            quoted ^= line[i] == '"';
            if (line[i] == ';' && !quoted)
            {
                return line[..i];
            }
        }

        return line;
    }
}
