using NeoServiceLayer.Contracts.Function;

namespace NeoServiceLayer.Enclave.Function.Executions;

/// <summary>Executes functions for whoever may want that: requests and triggers. None of it is called inside a transaction of the state.</summary>
internal interface IExecutions
{
    /// <summary>
    /// Executes a function and gives how that went, once it is over. The order's key has one execution, ever: asked again, the same one is
    /// waited for, or given as it was. What the enclave's end interrupted is given as interrupted, and not run anew.
    /// </summary>
    /// <exception cref="Protocol.Errors.RequestException">
    /// Nothing was run: notFound: no such function or version; insufficientFunds; overloaded; limitExceeded.
    /// </exception>
    ValueTask<ExecutionDescription> RunAsync(ExecutionOrder order, CancellationToken cancellationToken);
}

/// <summary>An execution that is wanted.</summary>
/// <param name="AccountId">Whose function.</param>
/// <param name="FunctionId">Which.</param>
/// <param name="Version">Which version; null: the active one.</param>
/// <param name="Parameters">The handler's argument: one JSON value in UTF-8, at most <see cref="FunctionLimits.MaxJsonBytes"/>.</param>
/// <param name="Key">What makes it this execution and no other, within the account: 1 to 128 characters.</param>
/// <param name="EffectKey">
/// Under what its effects outside are remembered: an execution with the same one that asks for the same transfer in the same place gets
/// the transaction that the first one made. Those of one trigger's event have the same.
/// </param>
/// <param name="TriggerId">The trigger; null: a request wants it.</param>
internal sealed record ExecutionOrder(
    string AccountId, string FunctionId, int? Version, ReadOnlyMemory<byte> Parameters, string Key, string EffectKey, string? TriggerId);
