using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>Runs users' code.</summary>
internal static class ScriptEngine
{
    internal static EngineOutcome Run(SandboxJob job, IWorkerLink link) =>
        new() { Error = new ExecutionError { Code = ExecutionFailure.InvalidModule, Message = "There is no engine yet." }, Logs = [], Statements = 0 };
}
