using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Sandbox;

namespace NeoServiceLayer.Enclave.Function.Executions.Recording;

/// <summary>Answers to calls that no host is asked.</summary>
internal static class HostRefusals
{
    internal const string LimitExceeded = "limitExceeded";

    internal static HostAnswer TooMany(DateTimeOffset time) =>
        new(default, LimitExceeded, $"An execution makes at most {FunctionLimits.MaxHostCalls} calls to the outside.", time);

    internal static HostAnswer TooLong(DateTimeOffset time) =>
        new(default, LimitExceeded, $"The answers to an execution's calls have at most {FunctionLimits.MaxAnswerBytes} bytes together.", time);

    internal static HostAnswer Diverged(DateTimeOffset time) =>
        new(default, "replayDiverged", "The execution that is replayed made another call here.", time);
}
