using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Function.Storage;

/// <summary>Records of one kind that belong to functions: versions, values, triggers, executions. They go with their function, in steps.</summary>
internal interface IFunctionRemains
{
    /// <summary>Removes some records of a function that is deleted: at most some 120, so that a transaction has room for them.</summary>
    /// <returns>Whether there are more.</returns>
    ValueTask<bool> RemoveAsync(ITransaction state, string functionId);
}
