using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>The run has failed, and why.</summary>
#pragma warning disable CA1032, CA1064 // only the engine makes these, and never without a reason
internal sealed class ScriptFailedException(ExecutionError error) : Exception(error.Message)
#pragma warning restore CA1032, CA1064
{
    public ScriptFailedException(ExecutionFailure code, string message)
        : this(new ExecutionError { Code = code, Message = message })
    {
    }

    /// <summary>Why.</summary>
    public ExecutionError Error { get; } = error;
}
