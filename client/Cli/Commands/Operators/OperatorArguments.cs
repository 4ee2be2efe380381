using NeoServiceLayer.Cli.Arguments;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary>What <c>nsl operator</c>'s commands are given; each takes some of it.</summary>
internal sealed record OperatorArguments
{
    /// <summary>The operator's private key, in PEM.</summary>
    internal string? Key { get; private init; }

    /// <summary>The file of his share.</summary>
    internal string? Share { get; private init; }

    /// <summary>The registers that the enclave must have.</summary>
    internal string? Pcrs { get; private init; }

    /// <summary>The one local root that is accepted.</summary>
    internal string? LocalRoot { get; private init; }

    /// <summary>What people call the operator.</summary>
    internal string? Name { get; private init; }

    /// <summary>The head of the state that is to be accepted.</summary>
    internal string? Head { get; private init; }

    /// <summary>Why it is.</summary>
    internal string? Reason { get; private init; }

    /// <summary>The lineage that the operator goes on with although he saw another.</summary>
    internal string? Lineage { get; private init; }

    /// <summary>Whether the deployment is said to have no state, although its share was provided before.</summary>
    internal bool New { get; private init; }

    /// <summary>Takes the flags of a command.</summary>
    /// <param name="arguments">What is left of the command line.</param>
    /// <param name="options">What may stand anywhere.</param>
    /// <param name="command">The command's name.</param>
    /// <param name="flags">Those that it takes; those that end in an exclamation mark it needs.</param>
    internal static OperatorArguments Take(ArgumentQueue arguments, GlobalOptions options, string command, params ReadOnlySpan<string> flags)
    {
        OperatorArguments taken = new();
        List<string> given = [];
        while (arguments.Peek is string word)
        {
            if (!arguments.AtFlag)
            {
                throw new UsageException($"'{word}' is one word too many; options are written --name value.");
            }

            Flag flag = arguments.TakeFlag();
            if (flags.Contains(flag.Name) || flags.Contains(flag.Name + "!"))
            {
                given.Add(flag.Name);
                taken = taken.With(flag);
            }
            else if (!options.TryTake(flag))
            {
                throw new UsageException($"operator {command} takes no --{flag.Name}; nsl operator --help says what it takes.");
            }
        }

        foreach (string flag in flags)
        {
            if (flag.EndsWith('!') && !given.Contains(flag[..^1]))
            {
                throw new UsageException($"operator {command} needs --{flag[..^1]}; nsl operator --help says what it is.");
            }
        }

        return taken;
    }

    private OperatorArguments With(Flag flag)
    {
        switch (flag.Name)
        {
            case "key":
                return this with { Key = flag.Value() };
            case "share":
                return this with { Share = flag.Value() };
            case "pcrs":
                return this with { Pcrs = flag.Value() };
            case "local-root":
                return this with { LocalRoot = flag.Value() };
            case "name":
                return this with { Name = flag.Value() };
            case "head":
                return this with { Head = flag.Value() };
            case "reason":
                return this with { Reason = flag.Value() };
            case "lineage":
                return this with { Lineage = flag.Value() };
            default:
                flag.NoValue();
                return this with { New = true };
        }
    }
}
