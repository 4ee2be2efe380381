using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>
/// Ends a run whatever its code does: code catches what it threw itself, never this. It is a kind of cancellation because Jint lets
/// these pass everywhere, out of promises and imports too.
/// </summary>
#pragma warning disable CA1032 // only the engine makes these, and never without a reason
internal sealed class RunOverException(ExecutionFailure code, string message) : OperationCanceledException(message)
#pragma warning restore CA1032
{
    /// <summary>Why the run is over.</summary>
    public ExecutionFailure Code { get; } = code;
}
