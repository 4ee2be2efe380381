using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.Local.Trial;

/// <summary>
/// <c>enclave-local --run-function</c>: one run of a module in the sandbox, without an enclave around it. What is run comes by the standard
/// input as a <see cref="TrialRun"/>, and how it went leaves by the standard output; <c>nsl function dev</c> is who asks for it.
/// </summary>
internal static class FunctionTrial
{
    /// <summary>Far beyond what a trial may hold: values alone have up to 64 MB.</summary>
    private const int MaxInput = 128 << 20;

    /// <exception cref="FormatException">What came is no trial; one sentence.</exception>
    /// <exception cref="IOException">It cannot be read, or the outcome not be written.</exception>
    internal static async Task RunAsync(Stream input, Stream output, ISandbox sandbox, TimeProvider clock)
    {
        TrialRun trial = await ReadAsync(input);
        EgressSettings settings = new() { UserHosts = UserHosts.Listed, Hosts = trial.AllowedHosts, Roots = trial.Roots };
        Check(trial, settings);
        X509Certificate2Collection roots = EgressRoots.Read(settings, EgressRoots.File);
        EgressHosts hosts = new(new EnclaveSettings { Egress = settings }, EnclaveMode.Local);
        using EgressHttp http = new(new DirectRoute(), hosts, roots, settings, clock);
        TrialStorage storage = new(trial.Values);
        using AccountTurns turns = new(most: settings.MaxConcurrent, mostOfAccount: settings.MaxConcurrent);
        TrialHost host = new(trial, storage, new FetchCalls(http, turns), clock);
        SandboxOutcome outcome = await sandbox.RunAsync(JobOf(trial, host.Now), host);
        byte[] answer = JsonSerializer.SerializeToUtf8Bytes(Outcome(outcome, outcome.Error is null ? storage.Values : trial.Values), TrialJson.Default.TrialOutcome);
        await output.WriteAsync(answer);
    }

    private static async Task<TrialRun> ReadAsync(Stream input)
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[64 << 10];
        while (await input.ReadAsync(buffer) is int count and > 0)
        {
            await all.WriteAsync(buffer.AsMemory(0, count));
            if (all.Length > MaxInput)
            {
                throw new FormatException("The trial is longer than one may be.");
            }
        }

        const string wrong = "The standard input has to be a trial, as nsl function dev writes one.";
        try
        {
            return JsonSerializer.Deserialize(all.ToArray(), TrialJson.Default.TrialRun) ?? throw new FormatException(wrong);
        }
        catch (JsonException)
        {
            throw new FormatException(wrong);
        }
    }

    private static void Check(TrialRun trial, EgressSettings settings)
    {
        settings.Check();
        if (Encoding.UTF8.GetByteCount(trial.SourceCode) > FunctionLimits.MaxSourceBytes)
        {
            throw new FormatException($"A module has at most {FunctionLimits.MaxSourceBytes >> 10} KiB.");
        }

        if (Parameters(trial).Length > FunctionLimits.MaxJsonBytes)
        {
            throw new FormatException($"Parameters have at most {FunctionLimits.MaxJsonBytes >> 10} KiB of JSON.");
        }
    }

    private static byte[] Parameters(TrialRun trial) => Encoding.UTF8.GetBytes(trial.Parameters?.GetRawText() ?? "null");

    private static SandboxJob JobOf(TrialRun trial, DateTimeOffset now) => new()
    {
        SourceCode = trial.SourceCode,
        Handler = trial.Handler,
        Parameters = Parameters(trial),
        Environment = trial.Environment,
        Features = TrialHost.Features,
        Seed = trial.Seed ?? RandomNumberGenerator.GetBytes(32),
        Time = now,
        TimeoutMs = Within(trial.Limits?.TimeoutMs ?? FunctionLimits.DefaultTimeoutMs, FunctionLimits.MinTimeoutMs, FunctionLimits.MaxTimeoutMs, "--timeout-ms"),
        MemoryMiB = Within(trial.Limits?.MemoryMiB ?? FunctionLimits.DefaultMemoryMiB, FunctionLimits.MinMemoryMiB, FunctionLimits.MaxMemoryMiB, "--memory-mib"),
        Statements = Within(trial.Limits?.Statements ?? FunctionLimits.DefaultStatements, FunctionLimits.MinStatements, FunctionLimits.MaxStatements, "--statements"),
    };

    private static T Within<T>(T value, T least, T most, string name)
        where T : IComparable<T> =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0 ? value : throw new FormatException($"{name} takes {least} to {most}.");

    private static TrialOutcome Outcome(SandboxOutcome outcome, IReadOnlyDictionary<string, JsonElement> values)
    {
        JsonElement? result = null;
        if (outcome.Error is null)
        {
            using JsonDocument document = JsonDocument.Parse(outcome.Result);
            result = document.RootElement.Clone();
        }

        return new TrialOutcome
        {
            Result = result,
            Error = outcome.Error,
            Logs = outcome.Logs,
            Statements = outcome.Statements,
            HostCalls = outcome.HostCalls,
            DurationMs = (int)outcome.Duration.TotalMilliseconds,
            Values = values,
        };
    }
}
