using System.Collections.Concurrent;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Triggers.Cron;
using NeoServiceLayer.Enclave.Function.Triggers.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers;

/// <summary>
/// Sees what is due and has it executed: of each trigger one event after the other, of all of them several at once. What it knows beyond the
/// state it can lose at any time. The parent can keep it from running, and decides nothing of it.
/// </summary>
internal sealed class TriggerLoop(
    TriggerRecords records, Schedules schedules, TriggerRunner runner, IStateStore state, EnclaveTime time, IEventLog events, TriggerSettings settings) : IDisposable
{
    /// <summary>How many triggers that were deleted are swept in one look.</summary>
    private const int MostSweeps = 8;

    private readonly Wakeable wakeable = new();
    private readonly ConcurrentDictionary<string, string> busy = new();
    private readonly ConcurrentDictionary<string, Rest> resting = new();

    internal void Wake() => wakeable.Wake();

    /// <summary>Goes on until the token says so; what runs then is found again by the next enclave.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan rest = settings.Period;
            try
            {
                rest = await LookAsync(cancellationToken);
            }
            catch (RequestException)
            {
                // The state does not serve now: the next look may find it otherwise.
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                events.Write(EnclaveEvents.TriggerFault(fault.GetType()));
            }

            await wakeable.RestAsync(rest, cancellationToken);
        }
    }

    public void Dispose() => wakeable.Dispose();

    /// <returns>How long nothing more is due.</returns>
    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        for (int swept = 0; swept < MostSweeps && await state.RunAsync(TriggerRecords.Lane, transaction => records.SweepAsync(transaction, busy.ContainsKey)); swept++)
        {
            // Another.
        }

        if (time.Now is not { } now)
        {
            return settings.Period;
        }

        DuePlace? after = null;
        while (busy.Count < settings.Concurrency)
        {
            DuePlace? from = after;
            IReadOnlyList<DuePlace> page = await state.RunAsync(TriggerRecords.Lane, transaction => records.DueAsync(transaction, from));
            foreach (DuePlace place in page)
            {
                if (place.At > now)
                {
                    return Min(place.At - now, settings.Period);
                }

                await StartAsync(place.TriggerId, cancellationToken);
            }

            if (page.Count == 0)
            {
                break;
            }

            after = page[^1];
        }

        return settings.Period;
    }

    private async Task StartAsync(string triggerId, CancellationToken cancellationToken)
    {
        if (busy.Count >= settings.Concurrency || busy.ContainsKey(triggerId) || (resting.TryGetValue(triggerId, out Rest? rest) && !rest.IsOver(time.Clock)))
        {
            return;
        }

        TriggerDocument? trigger = await state.RunAsync(TriggerRecords.Lane, transaction => records.FindAsync(transaction, triggerId));
        if (trigger is not null
            && busy.Values.Count(account => account == trigger.AccountId) < settings.ConcurrencyOfAccount
            && busy.TryAdd(triggerId, trigger.AccountId))
        {
            _ = WorkAsync(triggerId, cancellationToken);
        }
    }

    private async Task WorkAsync(string triggerId, CancellationToken cancellationToken)
    {
        await Task.Yield();
        bool isDone = false;
        try
        {
            if (time.Now is { } now)
            {
                await schedules.RunAsync(state, triggerId, now);
            }

            isDone = await runner.RunAsync(triggerId, cancellationToken);
        }
        catch (RequestException)
        {
            // Either the state or the executions cannot be had now.
        }
        catch (OperationCanceledException)
        {
            // The enclave ends: what was begun is found again.
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                events.Write(EnclaveEvents.TriggerFault(fault.GetType()));
            }
        }

        if (isDone)
        {
            resting.TryRemove(triggerId, out _);
        }
        else
        {
            resting.AddOrUpdate(triggerId, _ => new Rest(time.Clock, settings.Pause, 1), (_, before) => before.Longer(time.Clock, settings.Pause));
        }

        busy.TryRemove(triggerId, out _);
        Wake();
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>A time to wait after something failed that is no fault of the function's: twice as long each time.</summary>
    private sealed class Rest(TimeProvider clock, TimeSpan pause, int failures)
    {
        private const int MostDoublings = 6;

        private readonly long began = clock.GetTimestamp();
        private readonly TimeSpan length = pause * (1 << Math.Min(failures - 1, MostDoublings));

        internal bool IsOver(TimeProvider clock) => clock.GetElapsedTime(began) >= length;

        internal Rest Longer(TimeProvider clock, TimeSpan pause) => new(clock, pause, failures + 1);
    }
}
