using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function;

/// <summary>What stands in the place of a sandbox in a program that runs no users' code: functions are kept, and not executed.</summary>
public sealed class NoSandbox : ISandbox
{
    /// <inheritdoc/>
    public ValueTask<SandboxOutcome> RunAsync(SandboxJob job, ISandboxHost host, CancellationToken cancellationToken = default) =>
        throw new RequestException(ErrorCode.Forbidden, "This enclave runs no functions.");
}
