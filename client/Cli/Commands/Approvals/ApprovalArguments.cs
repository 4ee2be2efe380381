using NeoServiceLayer.Cli.Arguments;

namespace NeoServiceLayer.Cli.Commands.Approvals;

/// <summary>What <c>nsl approve</c> and <c>nsl reject</c> are told.</summary>
internal sealed record ApprovalArguments
{
    /// <summary>Which approval.</summary>
    internal required string ApprovalId { get; init; }

    /// <summary>Whether nobody is asked.</summary>
    internal bool Yes { get; private init; }

    /// <summary>A file with the request's payload.</summary>
    internal string? Payload { get; private init; }

    /// <summary>The hash that who asks was told.</summary>
    internal string? Hash { get; private init; }

    /// <exception cref="UsageException">They are not what the command takes.</exception>
    internal static ApprovalArguments Take(string command, ArgumentQueue arguments, GlobalOptions options)
    {
        ApprovalArguments? given = null;
        ApprovalArguments flags = new() { ApprovalId = "" };
        while (arguments.Peek is string word)
        {
            if (arguments.AtFlag)
            {
                Flag flag = arguments.TakeFlag();
                flags = flag.Name switch
                {
                    "yes" => flags.Affirmed(flag),
                    "payload" => flags with { Payload = flag.Value() },
                    "hash" => flags with { Hash = flag.Value().ToLowerInvariant() },
                    _ when options.TryTake(flag) => flags,
                    _ => throw new UsageException($"{command} takes --yes, --payload and --hash, not --{flag.Name}."),
                };
            }
            else
            {
                given = given is null ? new ApprovalArguments { ApprovalId = arguments.Take()! } : throw new UsageException($"'{word}' is one word too many.");
            }
        }

        return options.Help ? flags
            : given is null ? throw new UsageException($"Which one? nsl {command} ID; nsl account list-approvals lists them.")
            : flags with { ApprovalId = given.ApprovalId };
    }

    private ApprovalArguments Affirmed(Flag flag)
    {
        flag.NoValue();
        return this with { Yes = true };
    }
}
