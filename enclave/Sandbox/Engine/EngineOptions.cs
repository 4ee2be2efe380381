using System.Globalization;
using Jint;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>How the engine is set up: nothing of .NET, no code made from text, no clock and no zone but the run's.</summary>
internal static class EngineOptions
{
    // Jint's arrays grow by doubling, and what is longer than this is no honest function's.
    private const uint MaxArrayLength = 16 << 20;

    private const int MaxParseDepth = 512;

    /// <summary>By how much a regular expression's own clock is behind the run's: in a worker, whose supervisor ends it first, it never strikes.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    public static Options Of(RunMeter meter, RunClock clock)
    {
        Options options = new()
        {
            Strict = true,
            Culture = CultureInfo.InvariantCulture,
            TimeZone = TimeZoneInfo.Utc,
            TimeSystem = clock,
            AgentCanSuspend = false,
        };

        // The source hash names all the code that runs: none is made from text while it does.
        options.Host.StringCompilationAllowed = false;
        options.Interop.Enabled = false;
        options.Interop.AllowGetType = false;
        options.Interop.AllowSystemReflection = false;
        options.Interop.AllowWrite = false;
        options.Constraints.RegexTimeout = meter.Left + Late;
        options.Constraints.PromiseTimeout = meter.Left;
        options.Constraints.MaxArraySize = MaxArrayLength;
        options.Constraints.StackOverflowGuard = true;
        options.Json.MaxParseDepth = MaxParseDepth;
        options.Constraint(meter);
        return options;
    }
}
