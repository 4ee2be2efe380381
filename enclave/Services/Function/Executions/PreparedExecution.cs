using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Executions.Running;
using NeoServiceLayer.Enclave.Function.Executions.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Executions;

/// <summary>
/// A request's execution between its run and the commit of its response, which is that of its outcome too. Where the request is given up
/// before that, the outcome is written without it, so that the request that comes again finds it.
/// </summary>
internal sealed class PreparedExecution : IDisposable
{
    private readonly Executions executions;
    private readonly LiveExecution live;
    private readonly bool ours;
    private EndedRun? run;
    private bool handedOn;

    private PreparedExecution(Executions executions, LiveExecution live, bool ours) =>
        (this.executions, this.live, this.ours) = (executions, live, ours);

    /// <summary>Takes the order on, and where the answer waits for it runs it to its end.</summary>
    internal static async ValueTask<PreparedExecution> OfAsync(Executions executions, ExecutionOrder order, bool waits)
    {
        (LiveExecution live, bool ours) = await executions.ClaimAsync(order);
        PreparedExecution prepared = new(executions, live, ours);
        if (waits && ours)
        {
            await prepared.RunAsync();
        }
        else if (waits)
        {
            await live.Ended;
        }

        return prepared;
    }

    /// <summary>Writes the outcome, or for who does not wait the intent, and describes it.</summary>
    internal async ValueTask<ExecutionDescription> FinishAsync(Call call)
    {
        call.Target = live.ExecutionId;
        if (run is not null)
        {
            ExecutionDocument written = await executions.Ending.WriteAsync(call.State, live.ExecutionId, run, answered: true, call.Time)
                ?? throw new RequestException(ErrorCode.NotFound, "The function was deleted while it ran.");
            call.OnCommitted(() => HandOn(() => executions.End(live, written)));
            return await DescribeAsync(call.State, written);
        }

        return ours && !handedOn ? await BeginAsync(call) : await FindAsync(call);
    }

    public void Dispose()
    {
        if (!ours || handedOn)
        {
            return;
        }

        handedOn = true;
        if (run is not null)
        {
            _ = executions.WriteAsync(live, run);
        }
        else
        {
            executions.Refuse(live, new RequestException(ErrorCode.Overloaded, "The request that began this execution was given up; send yours again."));
        }
    }

    private async ValueTask RunAsync()
    {
        try
        {
            (run, ExecutionDocument? document) = await executions.BeginAndRunAsync(live);
            if (run is null)
            {
                HandOn(() => executions.End(live, document));
            }
        }
        catch (Exception refusal)
        {
            HandOn(() => executions.Refuse(live, refusal));
            throw;
        }
    }

    private async ValueTask<ExecutionDescription> BeginAsync(Call call)
    {
        BegunExecution begun = await executions.Beginning.BeginAsync(call.State, live, answered: true, call.Time);
        if (begun.Run is { } next)
        {
            call.OnCommitted(() => HandOn(() => _ = executions.ExecuteBegunAsync(live, next)));
            return ExecutionText.Describe(begun.Document, runs: false);
        }

        ExecutionDocument found = begun.Document.IsOver ? begun.Document : await executions.Ending.InterruptAsync(call.State, begun.Document, call.Time);
        call.OnCommitted(() => HandOn(() => executions.End(live, found)));
        return await DescribeAsync(call.State, found);
    }

    private async ValueTask<ExecutionDescription> FindAsync(Call call)
    {
        ExecutionDocument found = await executions.Documents.FindAsync(call.State, live.ExecutionId)
            ?? throw new RequestException(ErrorCode.Overloaded, "The same request is only just beginning on another line; send this again.");
        return await DescribeAsync(call.State, executions.Ending.Answer(call.State, found));
    }

    private ValueTask<ExecutionDescription> DescribeAsync(ITransaction state, ExecutionDocument document) =>
        ExecutionText.DescribeAsync(executions.Documents, state, document, executions.Runs(document.ExecutionId));

    private void HandOn(Action end)
    {
        handedOn = true;
        end();
    }
}
