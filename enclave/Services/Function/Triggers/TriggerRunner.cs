using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Executions;
using NeoServiceLayer.Enclave.Function.Triggers.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers;

/// <summary>Executes what waits for one trigger.</summary>
internal sealed class TriggerRunner(TriggerQueue queue, IExecutions executions, IStateStore state, EnclaveTime time)
{
    /// <summary>How many executions one trigger has before others get its place.</summary>
    private const int MostAtOnce = 32;

    /// <returns>False where something could not be done now that has nothing to do with the function.</returns>
    /// <exception cref="RequestException">The state does not serve.</exception>
    internal async Task<bool> RunAsync(string triggerId, CancellationToken cancellationToken)
    {
        for (int i = 0; i < MostAtOnce && time.Now is { } now; i++)
        {
            if (await state.RunAsync(TriggerRecords.Lane, transaction => queue.TakeAsync(transaction, triggerId, now)) is not { } order)
            {
                return true;
            }

            if (await ExecuteAsync(order, cancellationToken) is not { } outcome)
            {
                return false;
            }

            await state.RunAsync(TriggerRecords.Lane, transaction => queue.SettleAsync(transaction, order, outcome, time.Require().UtcDateTime));
        }

        return true;
    }

    /// <returns>Null where nothing was run, for a reason that passes by itself: that is no attempt.</returns>
    private async Task<TriggerOutcome?> ExecuteAsync(TriggerOrder order, CancellationToken cancellationToken)
    {
        try
        {
            ExecutionDescription execution = await executions.RunAsync(order.Execution, cancellationToken);
            return TriggerOutcome.From(execution);
        }
        catch (RequestException refused) when (refused.Code.Retryable)
        {
            return null;
        }
        catch (RequestException refused)
        {
            return TriggerOutcome.From(refused);
        }
    }
}
