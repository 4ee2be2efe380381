using System.Globalization;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Cli.Commands.Functions;

/// <summary>What <c>nsl function dev|deploy|hash</c> is told; null: nothing was said of it.</summary>
internal sealed class FunctionArguments
{
    private static readonly string[] OfDev = ["parameters", "roots", "seed", "time", "watch", "timeout-ms", "memory-mib", "statements"];

    private static readonly string[] OfDeploy =
        ["name", "description", "bank-account-id", "no-activate", "wallet", "timeout-ms", "memory-mib", "statements"];

    private int? timeoutMs;
    private int? memoryMiB;
    private long? statements;

    internal string File { get; private set; } = "";

    internal string? Handler { get; private set; }

    /// <summary>Variables, as text or as what <see cref="ValueReader"/> reads.</summary>
    internal Dictionary<string, string>? Environment { get; private set; }

    /// <summary>Ids of secrets; for dev their values, likewise.</summary>
    internal Dictionary<string, string>? Secrets { get; private set; }

    internal Dictionary<string, string>? Wallets { get; private set; }

    internal List<string>? Hosts { get; private set; }

    internal string? Name { get; private set; }

    internal string? Description { get; private set; }

    internal string? BankAccountId { get; private set; }

    /// <summary>Whether the version is not to run yet.</summary>
    internal bool Rests { get; private set; }

    internal string? Parameters { get; private set; }

    /// <summary>A file of certificates.</summary>
    internal string? Roots { get; private set; }

    internal byte[]? Seed { get; private set; }

    internal DateTime? Time { get; private set; }

    internal bool Watch { get; private set; }

    internal ExecutionLimits? Limits => timeoutMs is null && memoryMiB is null && statements is null
        ? null
        : new ExecutionLimits { TimeoutMs = timeoutMs, MemoryMiB = memoryMiB, Statements = statements };

    /// <exception cref="UsageException">They are not what the command takes.</exception>
    internal static FunctionArguments Take(ArgumentQueue arguments, GlobalOptions options, string command)
    {
        FunctionArguments given = new();
        while (arguments.Peek is string word)
        {
            if (!arguments.AtFlag)
            {
                given.File = given.File.Length == 0 ? arguments.Take()! : throw new UsageException($"'{word}' is one word too many; options are written --name value.");
                continue;
            }

            Flag flag = arguments.TakeFlag();
            if (!(given.TryTake(flag) || (Takes(command, flag.Name) && given.TryTakeOwn(flag))) && !options.TryTake(flag))
            {
                throw new UsageException($"function {command} takes no --{flag.Name}; nsl function {command} --help says what it takes.");
            }
        }

        return given.File.Length > 0 || options.Help
            ? given
            : throw new UsageException($"The module's file is missing: nsl function {command} FILE.");
    }

    private static bool Takes(string command, string flag) => command switch
    {
        "dev" => OfDev.Contains(flag),
        "deploy" => OfDeploy.Contains(flag),
        _ => flag == "wallet",
    };

    private bool TryTake(Flag flag)
    {
        switch (flag.Name)
        {
            case "handler":
                Handler = flag.Value();
                return true;
            case "env":
                Add(Environment ??= new(StringComparer.Ordinal), flag);
                return true;
            case "secret":
                Add(Secrets ??= new(StringComparer.Ordinal), flag);
                return true;
            case "host":
                (Hosts ??= []).Add(flag.Value().ToLowerInvariant());
                return true;
            default:
                return false;
        }
    }

    private bool TryTakeOwn(Flag flag)
    {
        switch (flag.Name)
        {
            case "wallet":
                Add(Wallets ??= new(StringComparer.Ordinal), flag);
                break;
            case "name":
                Name = flag.Value();
                break;
            case "description":
                Description = flag.Value();
                break;
            case "bank-account-id":
                BankAccountId = flag.Value();
                break;
            case "no-activate":
                flag.NoValue();
                Rests = true;
                break;
            case "parameters":
                Parameters = flag.Value();
                break;
            case "roots":
                Roots = flag.Value();
                break;
            case "seed":
                Seed = SeedOf(flag.Value());
                break;
            case "time":
                Time = TimeOf(flag.Value());
                break;
            case "watch":
                flag.NoValue();
                Watch = true;
                break;
            case "timeout-ms":
                timeoutMs = (int)Number(flag, int.MaxValue);
                break;
            case "memory-mib":
                memoryMiB = (int)Number(flag, int.MaxValue);
                break;
            default:
                statements = Number(flag, FunctionLimits.MaxStatements);
                break;
        }

        return true;
    }

    private static void Add(Dictionary<string, string> map, Flag flag)
    {
        string text = flag.Value();
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || !map.TryAdd(text[..equals], text[(equals + 1)..]))
        {
            throw new UsageException(equals <= 0 ? $"--{flag.Name} takes NAME=VALUE." : $"--{flag.Name} names {text[..equals]} twice.");
        }
    }

    private static long Number(Flag flag, long most) =>
        long.TryParse(flag.Value(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= most
            ? number
            : throw new UsageException($"--{flag.Name} takes a whole number, up to {most}.");

    private static byte[] SeedOf(string text)
    {
        byte[] seed = new byte[32];
        return text.Length == 64 && Convert.FromHexString(text, seed, out _, out _) == System.Buffers.OperationStatus.Done
            ? seed
            : throw new UsageException("--seed takes 32 bytes: 64 hexadecimal digits.");
    }

    private static DateTime TimeOf(string text) => DateTime.TryParseExact(
        text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time)
        ? time
        : throw new UsageException("--time takes a time in UTC and whole seconds, like 2026-01-31T12:00:00Z.");
}
