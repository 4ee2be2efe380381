using NeoServiceLayer.Cli.Arguments;

namespace NeoServiceLayer.Cli.Commands.Approvals;

/// <summary>What <c>nsl approve</c> and <c>nsl reject</c> are told.</summary>
internal sealed record ApprovalArguments
{
    /// <summary>Which approval.</summary>
    internal string ApprovalId { get; private init; } = "";

    /// <summary>Whether nobody is asked.</summary>
    internal bool Yes { get; private init; }

    /// <summary>A file with the request's payload.</summary>
    internal string? Payload { get; private init; }

    /// <summary>The hash that who asks was told.</summary>
    internal string? Hash { get; private init; }

    /// <exception cref="UsageException">They are not what the command takes.</exception>
    internal static ApprovalArguments Take(string command, ArgumentQueue arguments, GlobalOptions options)
    {
        ApprovalArguments given = new();
        while (arguments.Peek is string word)
        {
            given = arguments.AtFlag ? given.With(arguments.TakeFlag(), command, options)
                : given.ApprovalId.Length == 0 ? given with { ApprovalId = arguments.Take()! }
                : throw new UsageException($"'{word}' is one word too many.");
        }

        return given.ApprovalId.Length > 0 || options.Help
            ? given
            : throw new UsageException($"Which one? nsl {command} ID; nsl account list-approvals lists them.");
    }

    private ApprovalArguments With(Flag flag, string command, GlobalOptions options) => flag.Name switch
    {
        "yes" => Affirmed(flag),
        "payload" => this with { Payload = flag.Value() },
        "hash" => this with { Hash = flag.Value() },
        _ when options.TryTake(flag) => this,
        _ => throw new UsageException($"{command} takes --yes, --payload and --hash, not --{flag.Name}."),
    };

    private ApprovalArguments Affirmed(Flag flag)
    {
        flag.NoValue();
        return this with { Yes = true };
    }
}
