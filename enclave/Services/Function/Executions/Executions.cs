using System.Collections.Concurrent;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Billing;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.Function.Executions.Running;
using NeoServiceLayer.Enclave.Function.Executions.Storage;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.Function.Executions;

/// <summary>
/// Executes functions. The intent is on disk before anything runs, and an order has one execution: whoever brings it again finds the one
/// that runs, or what became of it, or that this life of the enclave is not the one that ran it.
/// </summary>
internal sealed partial class Executions : IExecutions, IDisposable
{
    private const string LifePrefix = "life_";

    /// <summary>How many interrupted executions are written so in one transaction.</summary>
    private const int SweptAtOnce = 16;

    private readonly IStateStore store;
    private readonly TimeProvider clock;
    private readonly Turns turns;
    private readonly ConcurrentDictionary<string, LiveExecution> lives = new();
    private readonly ConcurrentDictionary<string, bool> swept = new();
    private readonly CancellationTokenSource ending = new();
    private readonly CancellationToken down;

    /// <summary>Sets it up; nothing is read yet.</summary>
    internal Executions(
        IStateStore store, TimeProvider clock, ISandbox sandbox, IRunHosts hosts, FunctionDocuments functions, IUsagePayer payer, ExecutionSettings settings)
    {
        this.store = store;
        this.clock = clock;
        down = ending.Token;
        turns = new Turns(settings.MaxConcurrentPerAccount, settings.MaxWaitingPerAccount);
        ExecutionPrices prices = new(settings);
        Documents = new ExecutionDocuments();
        History = new ExecutionHistory(Documents, payer, settings.KeptExecutions);
        Beginning = new ExecutionBeginning(functions, Documents, History, payer, prices, RandomId.New(LifePrefix));
        Ending = new ExecutionEnding(Documents, payer, prices, store);
        Runner = new ExecutionRunner(sandbox, hosts, clock);
        Functions = functions;
    }

    internal ExecutionDocuments Documents { get; }

    internal ExecutionHistory History { get; }

    internal ExecutionBeginning Beginning { get; }

    internal ExecutionEnding Ending { get; }

    internal ExecutionRunner Runner { get; }

    internal FunctionDocuments Functions { get; }

    /// <inheritdoc/>
    public async ValueTask<ExecutionDescription> RunAsync(ExecutionOrder order, CancellationToken cancellationToken)
    {
        (LiveExecution live, bool ours) = await ClaimAsync(order);
        if (ours)
        {
            _ = ExecuteAsync(live);
        }

        ExecutionDocument ended = await live.Ended.WaitAsync(cancellationToken);
        return await store.RunAsync(order.AccountId, state => ExecutionText.DescribeAsync(Documents, state, ended, runs: null));
    }

    /// <summary>Begins an execution in a commit of its own, and runs it; or finds what the same order began before.</summary>
    /// <returns>The outcome that is not written yet; or the document of what is over.</returns>
    internal async ValueTask<(EndedRun? Run, ExecutionDocument? Document)> BeginAndRunAsync(LiveExecution live)
    {
        BegunExecution begun = await store.RunAsync(live.Order.AccountId, async state =>
        {
            DateTimeOffset now = clock.GetUtcNow();
            BegunExecution found = await Beginning.BeginAsync(state, live, answered: false, now);
            return found.Run is null && !found.Document.IsOver
                ? found with { Document = await Ending.InterruptAsync(state, found.Document, now) }
                : found;
        });
        return begun.Run is { } run ? (await RunAsync(live, run), null) : (null, begun.Document);
    }

    /// <summary>Takes an order on, unless it is under way.</summary>
    /// <returns>The execution, and whether the caller is to begin and to end it.</returns>
    /// <exception cref="RequestException">overloaded, idempotencyMismatch, invalidRequest.</exception>
    internal async ValueTask<(LiveExecution Live, bool Ours)> ClaimAsync(ExecutionOrder order)
    {
        if (down.IsCancellationRequested)
        {
            throw new RequestException(ErrorCode.ShuttingDown, "The enclave is going down, and begins nothing any more.");
        }

        LiveExecution claimed = new(order, ExecutionId.Of(order), InputHashOf(order.Parameters));
        LiveExecution live = lives.GetOrAdd(claimed.ExecutionId, claimed);
        if (live != claimed)
        {
            claimed.Dispose();
            return live.Order.FunctionId == order.FunctionId && live.Order.Version == order.Version && live.InputHash == claimed.InputHash
                ? (live, false)
                : throw ExecutionBeginning.Mismatch();
        }

        try
        {
            live.Place = turns.Take(order.AccountId);
            await SweepAsync(order.AccountId);
            return (live, true);
        }
        catch (Exception refusal)
        {
            Refuse(live, refusal);
            throw;
        }
    }

    /// <summary>Whether it runs, or waits for its turn; null: this life of the enclave does not know it.</summary>
    internal bool? Runs(string executionId) => lives.TryGetValue(executionId, out LiveExecution? live) ? live.Runs : null;

    /// <summary>Cancels an execution, and waits until its outcome is on disk; nothing where this life of the enclave does not know it.</summary>
    internal async ValueTask CancelAsync(string executionId)
    {
        if (lives.TryGetValue(executionId, out LiveExecution? live))
        {
            live.Cancel();
            await live.Ended.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>A place among the account's executions, for a replay.</summary>
    internal Turns.Place TakePlace(string accountId) => turns.Take(accountId);

    /// <summary>The outcome is on disk.</summary>
    internal void End(LiveExecution live, ExecutionDocument? document)
    {
        lives.TryRemove(live.ExecutionId, out _);
        if (document is null)
        {
            live.Refuse(new RequestException(ErrorCode.NotFound, "The function was deleted while it ran."));
        }
        else
        {
            live.End(document);
        }

        live.Dispose();
    }

    /// <summary>Nothing was run.</summary>
    internal void Refuse(LiveExecution live, Exception refusal)
    {
        lives.TryRemove(live.ExecutionId, out _);
        live.Refuse(refusal);
        live.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (down.IsCancellationRequested)
        {
            return;
        }

        ending.Cancel();
        foreach (LiveExecution live in lives.Values)
        {
            live.Cancel();
        }

        ending.Dispose();
    }

    private static string InputHashOf(ReadOnlyMemory<byte> parameters)
    {
        try
        {
            return CanonicalJson.Hash(parameters);
        }
        catch (FormatException)
        {
            throw new RequestException("parameters holds a number beyond the range of doubles.");
        }
    }

    /// <summary>Once in a life of the enclave: what of the account is not over was interrupted, and what is held for it returns.</summary>
    private async ValueTask SweepAsync(string accountId)
    {
        while (!swept.ContainsKey(accountId))
        {
            int found = await store.RunAsync(accountId, async state =>
            {
                IReadOnlyList<string> pending = await Documents.Index.PendingAsync(state, accountId, IndexTable.MaxRange);
                int interrupted = 0;
                foreach (string id in pending.Where(id => !lives.ContainsKey(id)).Take(SweptAtOnce))
                {
                    if (await Documents.FindAsync(state, id) is { IsOver: false } document)
                    {
                        await Ending.InterruptAsync(state, document, clock.GetUtcNow());
                        interrupted++;
                    }
                }

                return interrupted;
            });
            if (found == 0)
            {
                swept.TryAdd(accountId, true);
            }
        }
    }
}
