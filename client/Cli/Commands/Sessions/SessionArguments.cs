using System.Globalization;
using NeoServiceLayer.Cli.Arguments;

namespace NeoServiceLayer.Cli.Commands.Sessions;

/// <summary>What <c>nsl session start</c> is told.</summary>
internal sealed class SessionArguments
{
    /// <summary>A file with a Neo key's WIF.</summary>
    internal string? NeoKey { get; private set; }

    /// <summary>The WIF, or where it is read from.</summary>
    internal string? Wif { get; private set; }

    /// <summary>The file of what a passkey signed.</summary>
    internal string? Assertion { get; private set; }

    /// <summary>The account, where the home has none yet.</summary>
    internal string? Account { get; private set; }

    /// <summary>What people call the session.</summary>
    internal string? Name { get; private set; }

    /// <summary>What it may do; null: what the key may do.</summary>
    internal List<string>? Scopes { get; private set; }

    /// <summary>When it ends; null: in an hour.</summary>
    internal DateTime? ExpiresAt { get; private set; }

    /// <exception cref="UsageException">They are not what the command takes.</exception>
    internal static SessionArguments Take(ArgumentQueue arguments, GlobalOptions options, string command)
    {
        SessionArguments given = new();
        while (arguments.Peek is string word)
        {
            if (!arguments.AtFlag)
            {
                throw new UsageException($"'{word}' is one word too many; options are written --name value.");
            }

            Flag flag = arguments.TakeFlag();
            if (!given.TryTake(flag) && !options.TryTake(flag))
            {
                throw new UsageException($"session {command} takes no --{flag.Name}; nsl session --help says what it takes.");
            }
        }

        int ways = new[] { given.NeoKey, given.Wif, given.Assertion }.Count(way => way is not null);
        return ways == 1 ? given : throw new UsageException($"session {command} needs one of --neo-key, --wif and --webauthn-assertion.");
    }

    private bool TryTake(Flag flag)
    {
        switch (flag.Name)
        {
            case "neo-key":
                NeoKey = flag.Value();
                return true;
            case "wif":
                Wif = flag.Value();
                return true;
            case "webauthn-assertion":
                Assertion = flag.Value();
                return true;
            case "account":
                Account = flag.Value();
                return true;
            case "name":
                Name = flag.Value();
                return true;
            case "scopes":
                (Scopes ??= []).Add(flag.Value());
                return true;
            case "expires-at":
                ExpiresAt = Time(flag.Value());
                return true;
            default:
                return false;
        }
    }

    private static DateTime Time(string text) => DateTime.TryParseExact(
        text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time)
        ? time
        : throw new UsageException("--expires-at takes a time in UTC and whole seconds, like 2026-01-31T12:00:00Z.");
}
