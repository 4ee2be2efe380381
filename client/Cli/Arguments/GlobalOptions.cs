namespace NeoServiceLayer.Cli.Arguments;

/// <summary>What may stand before the service, and also behind the operation where it has no such field of its own.</summary>
internal sealed class GlobalOptions
{
    internal static readonly IReadOnlyList<string> Names = ["url", "home", "json", "request-id", "seal", "session", "pcrs", "local-root", "help", "version"];

    /// <summary>The gateway, if the command line names it.</summary>
    internal string? Url { get; private set; }

    /// <summary>The folder with the account's key, if the command line names it.</summary>
    internal string? Home { get; private set; }

    /// <summary>The requestId, to repeat a call that may have run.</summary>
    internal string? RequestId { get; private set; }

    /// <summary>Whether the call is sealed, whatever the operation.</summary>
    internal bool Seal { get; private set; }

    /// <summary>Whether the home's session stamps, and not its account's key.</summary>
    internal bool Session { get; private set; }

    /// <summary>The file of registers that an enclave must have before anything is sealed to it.</summary>
    internal string? Pcrs { get; private set; }

    /// <summary>The file of the one local root that is accepted for it.</summary>
    internal string? LocalRoot { get; private set; }

    internal bool Json { get; private set; }

    internal bool Help { get; private set; }

    internal bool Version { get; private set; }

    /// <summary>Takes a flag if it is a global one.</summary>
    internal bool TryTake(Flag flag)
    {
        switch (flag.Name)
        {
            case "url":
                Url = flag.Value();
                return true;
            case "home":
                Home = flag.Value();
                return true;
            case "request-id":
                RequestId = flag.Value();
                return true;
            case "seal":
                flag.NoValue();
                return Seal = true;
            case "session":
                flag.NoValue();
                return Session = true;
            case "pcrs":
                Pcrs = flag.Value();
                return true;
            case "local-root":
                LocalRoot = flag.Value();
                return true;
            case "json":
                flag.NoValue();
                return Json = true;
            case "help":
                flag.NoValue();
                return Help = true;
            case "version":
                flag.NoValue();
                return Version = true;
            default:
                return false;
        }
    }

    /// <summary>Takes flags up to the first word that is none; refuses unknown ones.</summary>
    internal void TakeAll(ArgumentQueue arguments)
    {
        while (arguments.AtFlag)
        {
            Flag flag = arguments.TakeFlag();
            if (!TryTake(flag))
            {
                throw new UsageException($"There is no option --{flag.Name}{NearestName.Hint(flag.Name, Names, "--")}");
            }
        }
    }

    /// <summary>Takes what is left behind a command that has no fields.</summary>
    internal void TakeRest(ArgumentQueue arguments)
    {
        TakeAll(arguments);
        if (arguments.Peek is string word)
        {
            throw new UsageException($"'{word}' is one word too many.");
        }
    }
}
