namespace NeoServiceLayer.Cli.Arguments;

/// <summary>The words of a command line, taken from the front.</summary>
internal sealed class ArgumentQueue(IReadOnlyList<string> words)
{
    private int next;

    /// <summary>The next word, still there; null at the end.</summary>
    internal string? Peek => next < words.Count ? words[next] : null;

    /// <summary>Whether the next word is a flag. A lone <c>-</c> and a negative number are values.</summary>
    internal bool AtFlag => Peek is string word && word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2;

    internal string? Take() => next < words.Count ? words[next++] : null;

    /// <summary>Takes <c>--name</c> or <c>--name=value</c>.</summary>
    internal Flag TakeFlag()
    {
        string word = Take()![2..];
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new Flag(word, null, this) : new Flag(word[..equals], word[(equals + 1)..], this);
    }
}

/// <summary>A flag, before it is known whether it takes a value.</summary>
internal readonly struct Flag(string name, string? attached, ArgumentQueue rest)
{
    /// <summary>The name without dashes.</summary>
    internal string Name => name;

    /// <summary>The value behind the equals sign, or the next word.</summary>
    internal string Value() => attached
        ?? (rest.AtFlag ? null : rest.Take())
        ?? throw new UsageException($"--{name} needs a value (write --{name}=… if it begins with two dashes).");

    /// <summary>The value if there is one: a flag that is true or false may stand alone.</summary>
    internal string? OptionalValue(Func<string, bool> accepts) => attached
        ?? (rest.Peek is string word && accepts(word) ? rest.Take() : null);

    /// <summary>Refuses a value behind an equals sign.</summary>
    internal void NoValue()
    {
        if (attached is not null)
        {
            throw new UsageException($"--{name} takes no value.");
        }
    }
}
