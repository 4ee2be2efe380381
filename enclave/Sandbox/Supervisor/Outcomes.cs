using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Sandbox.Engine;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.Sandbox.Supervisor;

/// <summary>Makes of what a worker says, or does not, what became of a job.</summary>
internal static class Outcomes
{
    private static readonly ExecutionError TooLong = new()
    {
        Code = ExecutionFailure.InvalidResult,
        Message = $"The result has more than {FunctionLimits.MaxJsonBytes} bytes of JSON.",
    };

    private static readonly ExecutionError NoJson = new()
    {
        Code = ExecutionFailure.InvalidResult,
        Message = $"The result is no JSON that is taken: it may nest {StrictJson.MaxDepth} deep.",
    };

    internal static SandboxOutcome Of(SandboxJob job, EngineOutcome? said, ExecutionError? failure, int hostCalls, TimeSpan took)
    {
        ExecutionError? error = said is null ? failure : said.Error ?? Wrong(said.Result.Span);
        return new SandboxOutcome
        {
            Error = error,
            Result = error is null ? said!.Result : default,
            Logs = said?.Logs ?? [],
            Statements = said is null ? job.Statements : Math.Clamp(said.Statements, 0, job.Statements),
            HostCalls = hostCalls,
            Duration = took,
        };
    }

    private static ExecutionError? Wrong(ReadOnlySpan<byte> result) =>
        result.Length > FunctionLimits.MaxJsonBytes ? TooLong
        : StrictJson.Check(result, out _) != StrictJsonError.None ? NoJson
        : null;
}
