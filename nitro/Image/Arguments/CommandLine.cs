namespace NeoServiceLayer.Image.Arguments;

/// <summary>The words behind a command: options with their values, in order, and at most one word besides.</summary>
internal sealed class CommandLine
{
    private readonly string command;
    private readonly List<(string Name, string Value)> options = [];

    private CommandLine(string command) => this.command = command;

    /// <summary>Every option with its value, in the order of the command line.</summary>
    internal IReadOnlyList<(string Name, string Value)> Options => options;

    /// <summary>The one word that is no option's; null if there is none.</summary>
    internal string? Word { get; private set; }

    /// <summary>Reads <c>--name value</c> and <c>--name=value</c>.</summary>
    /// <param name="command">The command's name, for the sentences.</param>
    /// <param name="words">What stands behind it.</param>
    /// <param name="once">The options that may stand there once.</param>
    /// <param name="often">The options that may be repeated.</param>
    /// <exception cref="UsageException">An option is unknown, repeated or without a value, or there is a word too many.</exception>
    internal static CommandLine Parse(
        string command, IReadOnlyList<string> words, IReadOnlyList<string> once, IReadOnlyList<string>? often = null)
    {
        CommandLine line = new(command);
        for (int i = 0; i < words.Count; i++)
        {
            if (!IsOption(words[i]))
            {
                line.Word = line.Word is null ? words[i] : throw new UsageException($"'{words[i]}' is one word too many.");
                continue;
            }

            string word = words[i];
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? word[2..] : word[2..equals];
            bool repeats = often?.Contains(name) ?? false;
            if (!repeats && !once.Contains(name))
            {
                throw new UsageException($"There is no option --{name}; image {command} --help lists them.");
            }

            if (!repeats && line.Find(name) is not null)
            {
                throw new UsageException($"--{name} stands there twice.");
            }

            line.options.Add((name, equals < 0 ? ValueBehind(words, ref i, name) : word[(equals + 1)..]));
        }

        return line;
    }

    /// <summary>An option's value; null if it is not there.</summary>
    internal string? Find(string name) => options.Find(option => option.Name == name).Value;

    /// <exception cref="UsageException">The option is not there.</exception>
    internal string Need(string name, string kind) =>
        Find(name) ?? throw new UsageException($"--{name} {kind} is missing; image {command} --help says what it is.");

    /// <exception cref="UsageException">There is no such word.</exception>
    internal string NeedWord(string kind) => Word ?? throw new UsageException($"{kind} is missing; image {command} --help says what it is.");

    /// <exception cref="UsageException">There is one.</exception>
    internal void RefuseWord()
    {
        if (Word is not null)
        {
            throw new UsageException($"'{Word}' is one word too many.");
        }
    }

    private static string ValueBehind(IReadOnlyList<string> words, ref int i, string name) => i + 1 < words.Count && !IsOption(words[i + 1])
        ? words[++i]
        : throw new UsageException($"--{name} needs a value (write --{name}=… if it begins with two dashes).");

    private static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2;
}
