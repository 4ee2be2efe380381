using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Executions.Storage;
using NeoServiceLayer.Enclave.Function.Storage;

namespace NeoServiceLayer.Enclave.Function.Management;

/// <summary>The executions that a deleted function leaves.</summary>
internal sealed class ExecutionRemains(ExecutionHistory history, TimeProvider clock) : IFunctionRemains
{
    /// <summary>How many go in one transaction: one may have some ten records.</summary>
    private const int Batch = 8;

    public ValueTask<bool> RemoveAsync(ITransaction state, string functionId) => history.RemoveAsync(state, functionId, Batch, clock.GetUtcNow());
}
