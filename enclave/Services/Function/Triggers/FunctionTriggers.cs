using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Executions;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Enclave.Function.Triggers.Blocks;
using NeoServiceLayer.Enclave.Function.Triggers.Cron;
using NeoServiceLayer.Enclave.Function.Triggers.Storage;
using NeoServiceLayer.Enclave.Function.Triggers.Webhooks;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Function.Triggers;

/// <summary>
/// Triggers of functions: their operations, and the loops that work from <see cref="Start"/> until it is disposed of. When something is due
/// is decided here, by the enclave's own time and its own reading of the chain.
/// </summary>
internal sealed class FunctionTriggers : IFunctionRemains, IDisposable
{
    /// <summary>How long the loops are waited for at the end.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(2);

    private readonly TriggerRecords records = new();
    private readonly BlockProgress progress = new();
    private readonly Dictionary<BlockFollower, Wakeable> followers = [];
    private readonly TriggerLoop loop;
    private readonly IEventLog events;
    private readonly TriggerSettings settings;
    private readonly CancellationTokenSource ending = new();
    private Task running = Task.CompletedTask;

    /// <param name="functions">The functions.</param>
    /// <param name="executions">What executes them.</param>
    /// <param name="keys">Reads what webhooks' callers share with a function.</param>
    /// <param name="networks">Where events come from.</param>
    /// <param name="state">The state.</param>
    /// <param name="time">The enclave's time.</param>
    /// <param name="events">Where faults are told.</param>
    /// <param name="settings">How it goes about it.</param>
    internal FunctionTriggers(
        FunctionDocuments functions, IExecutions executions, IWebhookKeys keys, NeoNetworks networks, IStateStore state, EnclaveTime time, IEventLog events,
        TriggerSettings settings)
    {
        this.events = events;
        this.settings = settings;
        TriggerQueue queue = new(records, settings);
        foreach (INeoNetwork network in networks.All)
        {
            if (network is IBlockEvents source)
            {
                followers.Add(new BlockFollower(network, source, records, queue, progress, state, time, settings, () => loop!.Wake()), new Wakeable());
            }
        }

        loop = new TriggerLoop(records, new Schedules(records, queue), new TriggerRunner(queue, executions, state, time), state, time, events, settings);
        Management = new TriggerManagement(functions, records, networks, progress, Wake);
        Letters = new DeadLetters(records, queue, loop.Wake);
        Delivery = new WebhookDelivery(functions, records, queue, keys, state, time, settings, loop.Wake);
    }

    internal TriggerManagement Management { get; }

    internal DeadLetters Letters { get; }

    internal WebhookDelivery Delivery { get; }

    /// <summary>Binds the operations.</summary>
    internal void Bind(OperationMap map, StampedMap stamped)
    {
        stamped.Bind(TriggerOperations.CreateTrigger, Management.PrepareAsync, Management.CreateAsync)
            .Bind(TriggerOperations.ListTriggers, Management.ListAsync)
            .Bind(TriggerOperations.PauseTrigger, Management.PauseAsync)
            .Bind(TriggerOperations.DeleteTrigger, Management.DeleteAsync)
            .Bind(TriggerOperations.ListDeadLetters, Letters.ListAsync)
            .Bind(TriggerOperations.RetryDeadLetter, Letters.RetryAsync);
        map.BindAsync(TriggerOperations.DeliverWebhook, (request, _) => Delivery.DeliverAsync(request));
    }

    /// <summary>Begins to work. What the state does not serve yet is waited for.</summary>
    internal void Start() => running = Task.WhenAll(
        followers.Select(follower => FollowAsync(follower.Key, follower.Value)).Append(loop.RunAsync(ending.Token)));

    /// <summary>Removes a function's triggers, as part of the transaction that deletes it; what waits for them goes by and by.</summary>
    /// <returns>False: there is no more.</returns>
    public async ValueTask<bool> RemoveAsync(ITransaction state, string functionId)
    {
        foreach (TriggerDocument trigger in await records.OfFunctionAsync(state, functionId))
        {
            await records.DeleteAsync(state, trigger);
            progress.Forget(trigger.TriggerId);
        }

        return false;
    }

    public void Dispose()
    {
        ending.Cancel();
        if (running.Wait(LastMoment))
        {
            loop.Dispose();
            foreach (Wakeable wakeable in followers.Values)
            {
                wakeable.Dispose();
            }
        }

        ending.Dispose();
    }

    private void Wake()
    {
        loop.Wake();
        foreach (Wakeable wakeable in followers.Values)
        {
            wakeable.Wake();
        }
    }

    private async Task FollowAsync(BlockFollower follower, Wakeable wakeable)
    {
        await Task.Yield();
        while (!ending.IsCancellationRequested)
        {
            bool more = false;
            try
            {
                more = await follower.LookAsync(ending.Token);
            }
            catch (RequestException)
            {
                // The state does not serve, or too few end points answer: the next look may find it otherwise.
            }
            catch (OperationCanceledException)
            {
                // The loop's condition ends it.
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                events.Write(EnclaveEvents.TriggerFault(fault.GetType()));
            }

            if (!more)
            {
                await wakeable.RestAsync(settings.BlockPeriod, ending.Token);
            }
        }
    }
}
