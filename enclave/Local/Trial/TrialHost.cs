using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Local.Trial;

/// <summary>Answers a module's calls on its author's machine: storage in memory, the secrets that were named, fetch, and nothing of the chain.</summary>
internal sealed class TrialHost : ISandboxHost
{
    private readonly TrialRun trial;
    private readonly IReadOnlyList<IHostCalls> calls;
    private readonly FunctionRun run;
    private readonly TimeProvider clock;

    /// <param name="trial">What runs.</param>
    /// <param name="storage">Its storage.</param>
    /// <param name="fetch">What fetches for it.</param>
    /// <param name="clock">This machine's.</param>
    internal TrialHost(TrialRun trial, TrialStorage storage, IHostCalls fetch, TimeProvider clock)
    {
        this.trial = trial;
        this.clock = clock;
        calls = [storage, fetch];
        run = RunOf(trial, Now);
    }

    /// <summary>The parts of nsl that there are.</summary>
    internal static IReadOnlyList<string> Features { get; } = ["secrets", "fetch"];

    /// <summary>The time as the module is told it.</summary>
    internal DateTimeOffset Now => trial.Time is { } fixedTime ? new DateTimeOffset(fixedTime.ToUniversalTime()) : clock.GetUtcNow();

    /// <inheritdoc/>
    public async ValueTask<HostAnswer> CallAsync(string name, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        try
        {
            ReadOnlyMemory<byte> answer = name switch
            {
                "secrets.get" => Secret(arguments),
                "timer.sleep" => await SleepAsync(arguments, cancellationToken),
                _ when calls.FirstOrDefault(each => each.Serves(name)) is { } served => await served.CallAsync(name, arguments, run, cancellationToken),
                _ => throw new RequestException(ErrorCode.UnknownOperation, $"{name} is not there in a trial: it has no chain, no wallet and no prices."),
            };
            return new HostAnswer(answer, null, null, Now);
        }
        catch (RequestException refused)
        {
            return new HostAnswer(default, refused.Code.Name, refused.Message, Now);
        }
    }

    private ReadOnlyMemory<byte> Secret(ReadOnlyMemory<byte> arguments)
    {
        string name = HostJson.Read("secrets.get", arguments, HostArgumentsJson.Default.SecretArguments).Name;
        return trial.Secrets.TryGetValue(name, out string? value)
            ? HostJson.Text(value)
            : throw new RequestException(ErrorCode.NotFound, "The version names no such secret; --secret NAME=@FILE gives a trial one.");
    }

    private async Task<ReadOnlyMemory<byte>> SleepAsync(ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        int pause = HostJson.Read("timer.sleep", arguments, HostArgumentsJson.Default.SleepArguments).Ms;
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(pause, 0, FunctionLimits.MaxTimeoutMs)), clock, cancellationToken);
        return "null"u8.ToArray();
    }

    /// <summary>What the calls that are the enclave's own want to know of the version.</summary>
    private static FunctionRun RunOf(TrialRun trial, DateTimeOffset now)
    {
        const string name = "trial";
        FunctionSource source = new(
            trial.SourceCode, trial.Handler, trial.Environment, new Dictionary<string, string>(), new Dictionary<string, string>(), trial.AllowedHosts);
        FunctionDocument function = new()
        {
            AccountId = name,
            FunctionId = name,
            Name = name,
            ActiveVersion = 1,
            LatestVersion = 1,
            SourceHash = source.Hash(),
            CreatedAt = now.UtcDateTime,
            UpdatedAt = now.UtcDateTime,
        };
        FunctionVersionDocument version = new()
        {
            FunctionId = name,
            Version = 1,
            SourceHash = function.SourceHash,
            SourceCode = trial.SourceCode,
            Handler = trial.Handler,
            TimeoutMs = FunctionLimits.DefaultTimeoutMs,
            MemoryMiB = FunctionLimits.DefaultMemoryMiB,
            Statements = FunctionLimits.DefaultStatements,
            Environment = source.Environment,
            Secrets = source.Secrets,
            Wallets = source.Wallets,
            AllowedHosts = source.AllowedHosts,
            CreatedAt = now.UtcDateTime,
            CreatedBy = name,
        };
        return new FunctionRun(name, name, function, version);
    }
}
